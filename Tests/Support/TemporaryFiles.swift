import Foundation

/// Files that exist for the length of a closure only, such as a small contract folder.
public enum TemporaryFiles: Sendable {
    /// Writes files into a new folder, calls a closure with the folder's path, and removes the folder.
    ///
    /// - Parameters:
    ///   - files: The texts of the files by their path in the folder; intermediate folders are created.
    ///   - body: A closure that uses the folder.
    /// - Returns: The result of the closure.
    /// - Throws: The error of the closure, or an error of Foundation when a file cannot be written.
    public static func withFolder<Result>(
        of files: [String: String],
        _ body: (_ folder: String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        return try body(folder.path)
    }

    /// Reads all JSON files of a folder and those inside, such as to write them again with a change.
    ///
    /// - Parameter folder: The path of the folder.
    /// - Returns: The texts of the files by their path in the folder.
    /// - Throws: An error of Foundation when a file cannot be read.
    public static func json(in folder: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".json")
        {
            files[path] = try String(contentsOf: URL(filePath: folder).appending(path: path), encoding: .utf8)
        }
        return files
    }
}
