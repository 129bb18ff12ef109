import Foundation

/// A folder of golden files: texts that a test expects byte for byte.
public struct GoldenFolder: Sendable {
    /// The environment variable that makes tests write actual results into the golden files before they compare.
    public static let variable = "UNDERSTUDY_WRITE_GOLDEN"

    private let folder: URL

    /// Creates a reference to the folder `Golden` beside a source file.
    ///
    /// - Parameter file: The test's source file.
    public init(beside file: String = #filePath) {
        folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden")
    }

    /// Creates a reference to a folder of files that tests keep up to date.
    ///
    /// - Parameter path: The folder's path.
    public init(path: String) {
        folder = URL(filePath: path)
    }

    /// Returns the expected text; with `UNDERSTUDY_WRITE_GOLDEN` set, writes the actual text first.
    ///
    /// - Parameters:
    ///   - name: The file's name.
    ///   - seen: The actual text.
    /// - Returns: The text of the golden file.
    /// - Throws: An error of Foundation when the file cannot be read or written.
    public func text(named name: String, insteadOf seen: String) throws -> String {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment[Self.variable] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(seen.utf8).write(to: file)
        }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
