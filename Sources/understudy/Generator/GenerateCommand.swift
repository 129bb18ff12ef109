import ArgumentParser
import Commands
import Foundation

/// `understudy fixture generate`: writes a large fixture.
struct GenerateCommand: ParsableCommand {
    /// The kinds of fixtures that can be generated.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case busySupportDesk = "busy-support-desk"
    }

    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes a large fixture; the same seed gives the same bytes.",
        discussion: """
            Example:
              understudy fixture generate --open 1000 --closed 10000 --output busy.json
            """
    )

    @Option(help: "The kind of fixture.")
    var kind = Kind.busySupportDesk

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of all random choices.", valueName: "number")
    )
    var seed: UInt64 = 1

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of open conversations.", valueName: "number")
    )
    var open = 1000

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of closed conversations.", valueName: "number")
    )
    var closed = 10_000

    @Option(
        help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var output: String?

    func validate() throws {
        guard (0...10_000_000).contains(open), (0...10_000_000).contains(closed) else {
            throw ValidationError(
                "--open and --closed are from 0 to 10000000; use --open 1000 --closed 10000"
            )
        }
    }

    func run() throws {
        let file = try destination()
        do {
            switch kind {
            case .busySupportDesk: try write(SupportDesk(seed: seed, open: open, closed: closed), to: file)
            }
        } catch {
            throw CommandLineError(
                "\(output ?? "standard output") cannot be written; make room or name another file"
            )
        }
    }

    private func write(_ desk: SupportDesk, to file: FileHandle) throws {
        var writer = try FixtureWriter(file, description: desk.description, clock: SupportDesk.clock)
        writer.beginTable("Conversations")
        for index in 0..<desk.count { try writer.write(desk.thread(index).conversation) }
        writer.beginTable("Messages")
        for index in 0..<desk.count {
            for message in desk.thread(index).messages { try writer.write(message) }
        }
        try writer.finish()
    }

    private func destination() throws(CommandLineError) -> FileHandle {
        guard let output else { return .standardOutput }
        // Written in place: `createFile` would replace a device or a link by a new file.
        let descriptor = Foundation.open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandLineError("'\(output)' cannot be written; name a file in a folder that exists")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
