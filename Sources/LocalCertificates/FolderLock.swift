import Foundation

/// Keeps two programs that start at once from making an authority each.
enum FolderLock {
    /// Makes the folder where it is missing, and does the work while no other program does work of its own there.
    ///
    /// - Throws: What the work throws, or ``LocalCertificateError/folderNotUsable(path:reason:)``.
    static func held<Value>(
        in folder: String,
        _ work: () throws(LocalCertificateError) -> Value
    ) throws(LocalCertificateError) -> Value {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .folderNotUsable(path: folder, reason: "it cannot be made")
        }
        let descriptor = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .folderNotUsable(path: folder, reason: PrivateFile.reason()) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX) == 0 else {
            throw .folderNotUsable(path: folder, reason: PrivateFile.reason())
        }
        return try work()
    }
}
