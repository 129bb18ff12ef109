import CZlib
import Foundation

/// Files of lines in gzip's format.
enum GzipFile {
    /// Takes the lines of a new file.
    struct Writer: ~Copyable {
        fileprivate let file: gzFile
        fileprivate let path: String

        /// Appends a line.
        ///
        /// - Throws: ``ArchiveError/file(path:reason:)``.
        func write(_ line: some Collection<UInt8>) throws(ArchiveError) {
            let bytes = Array(line) + [UInt8(ascii: "\n")]
            let written = bytes.withUnsafeBytes { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
            guard written == bytes.count else {
                throw .file(path: path, reason: "cannot be written: \(GzipFile.reason(file))")
            }
        }
    }

    /// The maximum length of a line: longer than any item can be.
    private static let lineBytes = 16 << 20

    /// Writes a file anew, so that there is at every moment either the old one or the new one, even after a crash.
    ///
    /// - Parameters:
    ///   - path: The path of the file, whose folder exists.
    ///   - body: Writes the lines.
    /// - Throws: ``ArchiveError/file(path:reason:)``; the old file is unchanged then.
    static func replace(_ path: String, _ body: (borrowing Writer) throws(ArchiveError) -> Void)
        throws(ArchiveError)
    {
        let new = path + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw systemError(new, "cannot be made") }
        var isDone = false
        defer {
            close(descriptor)
            if !isDone { unlink(new) }
        }
        // zlib closes the descriptor that it is given, and this one has to be forced to disk afterwards.
        guard let file = gzdopen(dup(descriptor), "wb") else { throw systemError(new, "cannot be written") }
        do throws(ArchiveError) {
            try body(Writer(file: file, path: new))
        } catch {
            gzclose(file)
            throw error
        }
        guard gzclose(file) == Z_OK, fsync(descriptor) == 0 else {
            throw systemError(new, "cannot be written")
        }
        guard rename(new, path) == 0 else { throw systemError(path, "cannot be replaced") }
        isDone = true
        try synchronizeFolder(of: path)
    }

    /// Calls a closure with each line of a file and its number, from 1.
    ///
    /// - Throws: ``ArchiveError/file(path:reason:)`` when the file cannot be read, is damaged or cut off; what the closure
    ///   throws.
    static func forEachLine(
        of path: String,
        _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError(path, "cannot be read") }
        guard let file = gzdopen(descriptor, "rb") else {
            close(descriptor)
            throw systemError(path, "cannot be read")
        }
        defer { gzclose(file) }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var rest: [UInt8] = []
        var number = 0
        while true {
            let count = chunk.withUnsafeMutableBytes { gzread(file, $0.baseAddress, UInt32($0.count)) }
            var code: Int32 = 0
            _ = gzerror(file, &code)
            guard count >= 0, code == Z_OK || code == Z_STREAM_END else {
                throw .file(path: path, reason: "is damaged: \(reason(file))")
            }
            // zlib passes on what is not compressed as it is.
            guard count == 0 || gzdirect(file) == 0 else {
                throw .file(path: path, reason: "is no gzip file")
            }
            if count == 0 { break }
            var begin = 0
            for index in 0..<Int(count) where chunk[index] == UInt8(ascii: "\n") {
                rest += chunk[begin..<index]
                number += 1
                try body(rest[...], number)
                rest.removeAll(keepingCapacity: true)
                begin = index + 1
            }
            rest += chunk[begin..<Int(count)]
            guard rest.count <= lineBytes else {
                throw .line(path: path, number: number + 1, reason: "has more than \(lineBytes) bytes")
            }
        }
        guard rest.isEmpty else {
            throw .line(path: path, number: number + 1, reason: "is cut off")
        }
    }

    /// Forces to disk which files a folder has.
    static func synchronizeFolder(of path: String) throws(ArchiveError) {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError(folder, "cannot be read") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw systemError(folder, "cannot be written") }
    }

    /// Creates an error of the last call of the system.
    static func systemError(_ path: String, _ what: String) -> ArchiveError {
        .file(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
    }

    private static func reason(_ file: gzFile) -> String {
        var code: Int32 = 0
        guard let text = gzerror(file, &code) else { return "unknown" }
        return code == Z_ERRNO ? String(cString: strerror(errno)) : String(cString: text)
    }
}
