import Foundation
import Reports

/// A file that a report goes to; whether it can be written is found out before the run, not after it.
struct ReportFile {
    private let path: String

    /// Takes a path.
    ///
    /// - Throws: ``CommandLineError`` when the folder is not there.
    init(_ path: String) throws(CommandLineError) {
        let folder = (path as NSString).deletingLastPathComponent
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: folder.isEmpty ? "." : folder,
            isDirectory: &isFolder
        )
        guard exists, isFolder.boolValue else {
            throw CommandLineError("\(path): there is no folder '\(folder)'; make it, or choose another file")
        }
        self.path = path
    }

    /// Writes the report as a whole, so that nobody reads half of one.
    ///
    /// - Throws: ``Reports/ReportError/unwritable(path:reason:)``.
    func write(_ bytes: [UInt8]) throws(ReportError) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch let error as CocoaError {
            throw .unwritable(path: path, reason: "\(error.code)")
        } catch {
            throw .unwritable(path: path, reason: "\(error)")
        }
    }
}
