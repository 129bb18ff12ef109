import Foundation

/// Input files that options name.
enum InputFile {
    /// Returns the bytes of a file.
    ///
    /// - Parameters:
    ///   - path: The path of the file, as the user wrote it.
    ///   - what: The kind of the file, for the message, such as `the baseline`.
    /// - Returns: The bytes.
    /// - Throws: ``CommandLineError`` that distinguishes a missing file, a folder, and a file without permission.
    static func bytes(of path: String, _ what: String) throws(CommandLineError) -> [UInt8] {
        guard !path.isEmpty else {
            throw CommandLineError("the name of \(what) is empty; name a file")
        }
        if let data = FileManager.default.contents(atPath: path) { return Array(data) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandLineError(
                "\(path): cannot be read: there is no such file; check the path of \(what)"
            )
        }
        throw CommandLineError(
            isFolder.boolValue
                ? "\(path): cannot be read: it is a folder; name the file of \(what)"
                : "\(path): cannot be read; check that \(what) is a file and may be read"
        )
    }
}
