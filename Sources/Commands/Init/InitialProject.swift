import Contracts
import Foundation
import OpenAPI

/// The files that `understudy init` writes.
struct InitialProject {
    /// The folder to write them into.
    let folder: String
    private var files: [(path: String, bytes: [UInt8])] = []
    private var lines: [String] = []

    /// Creates a project with the files that every one has: the configuration, the workflow.
    init(folder: String) {
        self.folder = folder
        files = EmbeddedFolder("Project", of: EmbeddedFiles.all).files.map { ($0.path, $0.bytes) }
    }

    /// Adds the small example, under a name of its own where one is given.
    mutating func addExample(service: String?) {
        for file in EmbeddedFolder("Example", of: EmbeddedFiles.all).files {
            var bytes = file.bytes
            if let service, file.path == "Contracts/service.json" {
                let text = String(decoding: bytes, as: UTF8.self)
                bytes = Array(
                    text.replacing("\"service\": \"tasks\"", with: "\"service\": \"\(service)\"").utf8
                )
            }
            files.append((file.path, bytes))
        }
        lines.append("tasks are kept in one table by 5 actions")
    }

    /// Adds what an OpenAPI document became.
    mutating func add(_ conversion: Conversion) {
        files += conversion.files.map { ("Contracts/\($0.path)", Array($0.text.utf8)) }
        let empty = """
            {
              "$schema": "../Contracts/meta/fixture.schema.json",
              "description": "Nothing yet.",
              "clock": 1767225600000,
              "tables": {}
            }

            """
        files.append(("Fixtures/empty.json", Array(empty.utf8)))
        lines.append("\(Count(conversion.actionCount, "action")) of \(conversion.service)")
        for (table, actions) in conversion.tables {
            lines.append("\(table) is kept by \(actions.joined(separator: ", "))")
        }
        let stateful = conversion.tables.reduce(0) { $0 + $1.actions.count }
        if stateful < conversion.actionCount {
            lines.append(
                "\(Count(conversion.actionCount - stateful, "action")) without a behaviour: answered from examples and schemas"
            )
        }
        if !conversion.notes.isEmpty {
            lines.append("\(Count(conversion.notes.count, "note")) above: not carried over")
        }
    }

    /// What was written, a line each.
    var summary: String {
        let count = Count(files.count, "file")
        return (["\(folder == "." ? "here" : folder): \(count) written"] + lines.map { "  \($0)" })
            .joined(separator: "\n")
    }

    /// Writes all files, or none where one of them is there already.
    ///
    /// - Throws: ``CommandLineError`` with the first file that is there, or that cannot be written.
    func write() throws(CommandLineError) {
        for name in ["Contracts", "Fixtures"] + files.map(\.path) {
            let path = FolderPath.joined(folder, name)
            guard !FileManager.default.fileExists(atPath: path) else {
                throw CommandLineError(
                    "'\(path)' is there already, and nothing was written; name another folder, or move it away"
                )
            }
        }
        for file in files {
            let path = FolderPath.joined(folder, file.path)
            do {
                try FileManager.default.createDirectory(
                    atPath: FolderPath.parent(of: path),
                    withIntermediateDirectories: true
                )
                try Data(file.bytes).write(to: URL(filePath: path))
            } catch {
                throw CommandLineError("'\(path)' cannot be written; name a folder that can be made")
            }
        }
    }
}
