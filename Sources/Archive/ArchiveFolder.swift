import Foundation

/// A folder of archived records: a folder for each table, and in it a file for each day, such as
/// `Messages/2026-01-31.jsonl.gz`, with an item in JSON on each line.
public final class ArchiveFolder: Sendable {
    /// A file of the folder.
    public struct File: Sendable, Hashable {
        /// The name of the table.
        public var table: String
        /// The day in UTC, such as `2026-01-31`.
        public var day: String
        /// The path of the file.
        public var path: String
    }

    private static let suffix = ".jsonl.gz"

    /// The path of the folder.
    public let path: String
    /// Held while the folder is in use.
    private let lock: Int32

    /// Opens a folder for one process at a time.
    ///
    /// - Parameters:
    ///   - path: The path of the folder.
    ///   - isNew: Whether it is made where it is missing.
    /// - Throws: ``ArchiveError``.
    public init(_ path: String, makingIfMissing isNew: Bool) throws(ArchiveError) {
        if isNew {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw .file(path: path, reason: "cannot be made")
            }
        }
        let name = (path as NSString).appendingPathComponent(".lock")
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw GzipFile.systemError(path, "cannot be used") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .busy(path: path)
        }
        self.path = path
        lock = descriptor
    }

    deinit {
        close(lock)
    }

    /// Returns the file of a table and a day; its folder is made where it is missing.
    ///
    /// - Throws: ``ArchiveError/file(path:reason:)``.
    func file(of table: String, day: String) throws(ArchiveError) -> File {
        let folder = (path as NSString).appendingPathComponent(table)
        if !FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw .file(path: folder, reason: "cannot be made")
            }
            try GzipFile.synchronizeFolder(of: folder)
        }
        let name = (folder as NSString).appendingPathComponent(day + Self.suffix)
        return File(table: table, day: day, path: name)
    }

    /// Returns the files, by table and by day.
    ///
    /// - Throws: ``ArchiveError/file(path:reason:)``.
    public func files() throws(ArchiveError) -> [File] {
        var files: [File] = []
        for table in try names(in: path) where !table.hasPrefix(".") {
            let folder = (path as NSString).appendingPathComponent(table)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
            else { continue }
            for name in try names(in: folder) where name.hasSuffix(Self.suffix) {
                let day = String(name.dropLast(Self.suffix.count))
                let path = (folder as NSString).appendingPathComponent(name)
                files.append(File(table: table, day: day, path: path))
            }
        }
        return files
    }

    private func names(in folder: String) throws(ArchiveError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw .file(path: folder, reason: "cannot be read")
        }
    }
}
