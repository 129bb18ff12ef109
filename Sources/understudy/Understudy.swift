import Commands

/// The program with the reference implementation of the shipped service.
@main
enum Understudy {
    static func main() async {
        await Program(reference: .support, builtIn: .support).run()
    }
}
