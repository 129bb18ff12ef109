/// An error that ends a command early: the exit code, and one line that says what is wrong and what to do.
public struct CommandLineError: Error {
    /// Exit code of a command that could not do its work.
    public static let couldNotRun: Int32 = 2
    /// Exit code of bad usage: `EX_USAGE` of sysexits.h.
    public static let badUsage: Int32 = 64

    /// The line, or what help and version show.
    public var text: String
    /// The exit code; 0 for help and version.
    public var exitCode: Int32

    /// Creates an error from what is wrong and what to do.
    public init(_ text: String, exitCode: Int32 = couldNotRun) {
        self.text = text
        self.exitCode = exitCode
    }
}
