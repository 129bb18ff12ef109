import Foundation
import Reports

/// A file that a command writes; whether it can be written is found out before the work, not after it.
struct OutputFile {
    private let path: String
    /// Whether a new file may take its place, which no device, pipe or link may lose to it.
    private let isReplaceable: Bool

    /// Creates the folder of a file where there is none, and checks that the file can be written.
    ///
    /// - Throws: ``CommandLineError`` when no file can be written there.
    init(_ path: String) throws(CommandLineError) {
        guard !path.isEmpty else {
            throw CommandLineError("the file to write has no name; name one such as report.xml")
        }
        guard !path.hasSuffix("/") else {
            throw CommandLineError("\(path): cannot be written: Is a directory; name a file in it")
        }
        let folder = FolderPath.parent(of: path)
        if Self.type(of: folder) != S_IFDIR {
            // A build server has no folder for reports before the first one is written.
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
        // To open a pipe is to wait for its reader.
        guard type == nil || type == S_IFREG || type == S_IFDIR else { return }
        do throws(ReportError) {
            try Self.open(path) { _ in
                // An empty file would look like the report of a run that was cut short; a link to it stays.
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

    /// Writes the report, as a whole where that is possible, so that nobody reads half of one.
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
            // What is no file of a disk has no length to cut.
            _ = ftruncate(descriptor, off_t(bytes.count))
            return true
        }
    }

    /// Opens the file for writing, makes it where there is none, and hands its descriptor to a closure that says
    /// whether it has done its work.
    private static func open(_ path: String, _ body: (Int32) -> Bool) throws(ReportError) {
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0, body(descriptor) else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw .unwritable(path: path, reason: reason)
        }
        close(descriptor)
    }

    /// What stands at a path, as `S_IFREG` and the like of stat(2), links followed; `nil` where nothing does.
    private static func type(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
