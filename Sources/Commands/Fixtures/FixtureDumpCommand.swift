import ArgumentParser
import Foundation
import JSON
import Reports

/// `understudy fixture dump`: saves the state of a running mock.
struct FixtureDumpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Writes the state of a running mock as a fixture.",
        discussion: """
            Example:
              understudy fixture dump --mock http://127.0.0.1:3000/ --output bug-17.json
            """
    )

    @OptionGroup var control: ControlOptions

    @Option(
        help: ArgumentHelp("The file to write; standard output when left out.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var output: String?

    func run() async throws {
        let file = try output.map { (path) throws(CommandLineError) in try OutputFile(path) }
        let body = try await control.send("GET", "state")
        guard let state = try? JSONValue(parsing: body) else {
            throw CommandLineError("\(control.mock) did not answer with JSON; check that a mock runs there")
        }
        let text = state.prettyText()
        guard let file else {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
            return
        }
        do throws(ReportError) {
            try file.write(Array(text.utf8))
        } catch {
            throw CommandLineError("\(error)")
        }
    }
}
