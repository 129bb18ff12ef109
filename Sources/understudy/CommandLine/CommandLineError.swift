/// Why a command ends early: the exit code, and one line that says what is wrong and what to do.
struct CommandLineError: Error {
    /// Exit code of a command that could not do its work.
    static let couldNotRun: Int32 = 2
    /// Exit code of bad usage: `EX_USAGE` of sysexits.h.
    static let badUsage: Int32 = 64

    /// The line, or what help and version show.
    var text: String
    /// The exit code; 0 for help and version.
    var exitCode: Int32

    /// Makes an error of what is wrong and what to do.
    init(_ text: String, exitCode: Int32 = couldNotRun) {
        self.text = text
        self.exitCode = exitCode
    }
}
