import ArgumentParser
import Foundation
import JSON

/// `understudy fixture dump`: keeps the world of a running mock.
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
        let body = try await control.send("GET", "state")
        guard let state = try? JSONValue(parsing: body) else {
            throw CommandLineError("\(control.mock) did not answer with JSON; check that a mock runs there")
        }
        let text = Data(state.prettyText().utf8)
        guard let output else {
            try FileHandle.standardOutput.write(contentsOf: text)
            return
        }
        do {
            try text.write(to: URL(fileURLWithPath: output))
        } catch {
            throw CommandLineError("\(output) cannot be written; name a file in a folder that exists")
        }
    }
}
