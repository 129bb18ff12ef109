import ArgumentParser

/// `understudy fixture load`: replaces the state of a running mock.
struct FixtureLoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Replaces the state of a running mock by a fixture file.",
        discussion: """
            Example:
              understudy fixture load bug-17.json --mock http://127.0.0.1:3000/
            """
    )

    @OptionGroup var control: ControlOptions

    @Argument(
        help: ArgumentHelp("The fixture file.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var file: String

    func run() async throws {
        let bytes = try InputFile.bytes(of: file, "the fixture")
        _ = try await control.send("PUT", "fixture", body: bytes)
    }
}
