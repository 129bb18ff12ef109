import Foundation
import JSON
import Transfer

/// The file of `--checkpoint`: how far records were moved.
struct CheckpointFile {
    let path: String

    /// Returns what an interrupted command has left; `nil` where there is no file.
    ///
    /// - Throws: ``CommandLineError`` for a file that is no checkpoint.
    func read() throws(CommandLineError) -> Checkpoint? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard let value = try? JSONValue(parsing: Array(data)), let checkpoint = Checkpoint(value) else {
            throw CommandLineError(
                "\(path): is no checkpoint; name another file, or delete it to begin again"
            )
        }
        return checkpoint
    }

    /// Writes a checkpoint, for its owner only: it may hold the key of a redaction.
    ///
    /// - Throws: ``CommandLineError`` when the file cannot be written.
    func write(_ checkpoint: Checkpoint) throws(CommandLineError) {
        do {
            let url = URL(filePath: path)
            try Data(checkpoint.json.compactText.utf8).write(to: url, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw CommandLineError(
                "\(path): the checkpoint cannot be written; name a file in a folder that is there"
            )
        }
    }

    /// Deletes the file: everything was moved.
    func delete() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
