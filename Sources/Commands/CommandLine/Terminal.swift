import Foundation

/// Unbuffered output of lines, also into a pipe.
enum Terminal {
    /// Writes lines to standard output.
    static func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Writes an error of the program to standard error: one line, with the program's name.
    static func writeError(_ text: String) {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        try? FileHandle.standardError.write(contentsOf: Data("understudy: error: \(line)\n".utf8))
    }

    /// Writes lines to standard error unchanged.
    static func writeToError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }
}
