import Commands

/// The program with the shipped service built in.
@main
enum Understudy {
    static func main() async {
        await Program(builtIn: .support).run()
    }
}
