import Foundation

/// A file that only its owner can read, written atomically.
struct PrivateFile {
    let path: String

    /// Returns the file's bytes, or `nil` when it does not exist; permissions of other users are removed first.
    ///
    /// - Throws: ``LocalCertificateError/fileNotUsable(path:reason:)`` when it exists and cannot be read.
    func read() throws(LocalCertificateError) -> [UInt8]? {
        guard access(path, F_OK) == 0 else {
            if errno == ENOENT { return nil }
            throw .fileNotUsable(path: path, reason: Self.reason())
        }
        guard chmod(path, 0o600) == 0 else {
            throw .fileNotUsable(path: path, reason: "its mode cannot be set to 0600: \(Self.reason())")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .fileNotUsable(path: path, reason: "it cannot be read")
        }
        return Array(data)
    }

    /// Replaces the file's content.
    ///
    /// The file is created with its final mode, so that others can never open it.
    ///
    /// - Throws: ``LocalCertificateError/fileNotUsable(path:reason:)`` when it cannot be written.
    func write(_ text: String) throws(LocalCertificateError) {
        let temporary = "\(path).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .fileNotUsable(path: path, reason: Self.reason()) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        } catch {
            unlink(temporary)
            throw .fileNotUsable(path: path, reason: "it cannot be written")
        }
        guard rename(temporary, path) == 0 else {
            throw .fileNotUsable(path: path, reason: Self.reason())
        }
    }

    /// Returns the system's description of the last error (`errno`).
    static func reason() -> String {
        String(cString: strerror(errno))
    }
}
