/// An error that ends a command: an exit code, and one line with the problem and the remedy.
public struct CommandLineError: Error {
    /// The exit code of a command that failed.
    public static let couldNotRun: Int32 = 2
    /// The exit code of bad usage: `EX_USAGE` of sysexits.h.
    public static let badUsage: Int32 = 64

    /// The line, or the text of help and version.
    public var text: String
    /// The exit code; 0 for help and version.
    public var exitCode: Int32

    /// Creates an error from the problem and the remedy.
    public init(_ text: String, exitCode: Int32 = couldNotRun) {
        self.text = text
        self.exitCode = exitCode
    }
}

extension CommandLineError: CustomStringConvertible {
    /// The line.
    public var description: String { text }
}
