import Foundation
import OpenAPI
import TestSupport

/// The documents of the folder `Documents`, each of another style.
enum SampleDocument: String, CaseIterable, CustomStringConvertible {
    /// 3.0 in YAML: `allOf`, `nullable`, `discriminator`, `readOnly`, tokens, a list with a cursor.
    case petshop
    /// 3.1 in JSON, with `$ref`s over files, ids that clients make, a list at the root.
    case shelf
    /// Forms, texts, headers, joined arrays; no resource.
    case newsletter
    /// Nested resources, integer ids, an API key, answers in envelopes.
    case projects
    /// Remote procedure calls.
    case rpc
    /// 3.1 in JSON: pages by a token, times in seconds, closed bodies, tokens or a key in the query, `:escalate` in a path.
    case tickets
    /// A `PUT` that creates, ids of a fixed form, a catalogue that nothing writes, YAML anchors.
    case devices

    var description: String { rawValue }

    /// The path of the document.
    var path: String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Documents/\(rawValue)"
        )
        return folder.appending(path: [.shelf, .tickets].contains(self) ? "openapi.json" : "openapi.yaml")
            .path
    }

    /// What it becomes; the places of notes are shown without the folder.
    func converted() async throws -> Conversion {
        let folder = String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex))
        return try await OpenAPIConverter {
            FileManager.default.contents(atPath: folder + $0).map(Array.init)
        }
        .convert(String(path.dropFirst(folder.count)))
    }
}
