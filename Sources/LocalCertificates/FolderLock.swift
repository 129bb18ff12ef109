import Foundation

/// A file lock, so that two programs that start at once do not both create an authority.
enum FolderLock {
    /// Creates the folder if necessary, and runs the body while holding the folder's exclusive lock.
    ///
    /// - Throws: The error of the body, or ``LocalCertificateError/folderNotUsable(path:reason:)``.
    static func withLock<Value>(
        on folder: String,
        _ body: () throws(LocalCertificateError) -> Value
    ) throws(LocalCertificateError) -> Value {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .folderNotUsable(path: folder, reason: "it cannot be created")
        }
        let descriptor = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .folderNotUsable(path: folder, reason: PrivateFile.reason()) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else {
            throw .folderNotUsable(path: folder, reason: PrivateFile.reason())
        }
        return try body()
    }
}
