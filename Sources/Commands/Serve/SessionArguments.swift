import ArgumentParser
import FaultInjection
import Sessions

/// The options for sessions: their number, seed and initial faults.
struct SessionArguments: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Makes ids, link codes, times and faults repeat exactly for the same requests.",
            valueName: "number"
        )
    )
    var seed: UInt64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many sessions there may be, the default one included.", valueName: "number")
    )
    var sessions = 1_000

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The seconds without a request after which a session is removed.",
            valueName: "seconds"
        )
    )
    var sessionTimeout = 3_600

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many requests each session's journal remembers.", valueName: "number")
    )
    var journal = 1_000

    @Option(
        help: ArgumentHelp(
            "When records whose time to live has ended are deleted: at once, each minute of the session's clock, or never.",
            discussion: "The default is hide. In DynamoDB records end at its own pace."
        )
    )
    var expiry: ExpiryChoice?

    @Option(
        help: ArgumentHelp("A file of the initial faults of every session.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var faults: String?

    func validate() throws {
        guard (1...1_000_000).contains(sessions) else {
            throw ValidationError("--sessions \(sessions) is not between 1 and 1000000; use --sessions 1000")
        }
        guard (1...31_536_000).contains(sessionTimeout) else {
            throw ValidationError(
                "--session-timeout \(sessionTimeout) is not between 1 and 31536000 seconds; use --session-timeout 3600"
            )
        }
        guard (0...1_000_000).contains(journal) else {
            throw ValidationError("--journal \(journal) is not between 0 and 1000000; use --journal 1000")
        }
    }

    /// Returns the settings that all sessions share.
    ///
    /// - Parameter isAlone: Whether there is only the default session.
    /// - Returns: The settings.
    /// - Throws: ``CommandLineError`` when the file of faults cannot be read.
    func options(isAlone: Bool = false) throws(CommandLineError) -> SessionOptions {
        SessionOptions(
            seed: seed,
            limit: isAlone ? 1 : sessions,
            idleSeconds: sessionTimeout,
            journalEntries: journal,
            faults: try initialFaults(),
            expiry: (expiry ?? .hide).mode
        )
    }

    private func initialFaults() throws(CommandLineError) -> [InitialFault] {
        try faults.map { (path) throws(CommandLineError) in try FaultFile.read(path) } ?? []
    }
}
