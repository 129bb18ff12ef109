import Foundation
import Reports

/// An output file of a command; whether it can be written is checked before the work.
struct OutputFile {
    private let path: String
    /// Whether the file may be replaced by a new one, which must not happen to a device, pipe or link.
    private let isReplaceable: Bool

    /// Creates the folder of a file if necessary, and checks that the file can be written.
    ///
    /// - Throws: ``CommandLineError`` when the file cannot be written.
    init(_ path: String) throws(CommandLineError) {
        guard !path.isEmpty else {
            throw CommandLineError("the file to write has no name; name one such as report.xml")
        }
        guard !path.hasSuffix("/") else {
            throw CommandLineError("\(path): cannot be written: Is a directory; name a file in it")
        }
        let folder = FolderPath.parent(of: path)
        if Self.type(of: folder) != S_IFDIR {
            // A CI system has no folder for reports before the first one is written.
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw CommandLineError(
                    "\(path): cannot be written: the folder '\(folder)' cannot be made; choose another file"
                )
            }
        }
        self.path = path
        let type = Self.type(of: path)
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
        isReplaceable = !isLink && (type == nil || type == S_IFREG)
        // Opening a pipe would wait for its reader.
        guard type == nil || type == S_IFREG || type == S_IFDIR else { return }
        do throws(ReportError) {
            try Self.open(path) { _ in
                // An empty file would be taken for the report of a run that was cut short; a link to it remains.
                if type == nil, let made = realpath(path, nil) {
                    unlink(made)
                    free(made)
                }
                return true
            }
        } catch {
            throw CommandLineError(error.description)
        }
    }

    /// Writes the report, atomically where that is possible, so that no reader sees a part of one.
    ///
    /// - Throws: ``Reports/ReportError/unwritable(path:reason:)``.
    func write(_ bytes: [UInt8]) throws(ReportError) {
        if isReplaceable, (try? Data(bytes).write(to: URL(filePath: path), options: .atomic)) != nil {
            return
        }
        try Self.open(path) { descriptor in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                guard written > 0 else { return false }
                rest = rest.dropFirst(written)
            }
            // Only regular files have a length to truncate.
            _ = ftruncate(descriptor, off_t(bytes.count))
            return true
        }
    }

    /// Opens the file for writing, creates it if necessary, and passes its descriptor to a closure that returns whether it was
    /// successful.
    private static func open(_ path: String, _ body: (Int32) -> Bool) throws(ReportError) {
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0, body(descriptor) else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw .unwritable(path: path, reason: reason)
        }
        close(descriptor)
    }

    /// Returns the type of the file at a path, as `S_IFREG` and the like of stat(2), with links followed; `nil` when it does not exist.
    private static func type(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
