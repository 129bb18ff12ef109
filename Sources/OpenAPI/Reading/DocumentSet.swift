import Contracts
import Foundation
import JSON

/// The files of an API description: the document itself and those that its `$ref`s lead to.
///
/// Files are named by their paths relative to the document's folder. Nothing is ever fetched from a network.
struct DocumentSet {
    /// Returns a file's bytes by its path; `nil` when it cannot be read.
    typealias Reader = (String) -> [UInt8]?

    /// The path of the document itself, relative to its folder: its file name.
    let root: String
    private let folder: String
    private var documents: [String: SourceDocument] = [:]
    /// What is wrong with the files and the references between them.
    private(set) var diagnostics: [Diagnostic] = []

    /// Reads a document and everything that it refers to.
    ///
    /// - Throws: ``OpenAPIError/invalid(_:)`` when the document itself cannot be read.
    init(_ path: String, read: Reader) throws(OpenAPIError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        root = parts.last.map(String.init) ?? path
        folder = String(path.dropLast(root.count))
        guard let bytes = read(path) else {
            throw .invalid([
                Diagnostic(.error, file: path, message: "the file cannot be read", remedy: "check the path")
            ])
        }
        do throws(ReadingError) {
            documents[root] = try SourceDocument(bytes, path: path)
        } catch {
            throw .invalid([Self.diagnostic(error, file: path)])
        }
        var waiting = [root]
        while let next = waiting.popLast() {
            guard let document = documents[next] else { continue }
            let node = DocumentNode(location: SourceLocation(file: next), value: document.value)
            for reference in Self.references(in: node) { follow(reference, read: read, waiting: &waiting) }
        }
    }

    /// The document itself.
    var document: DocumentNode {
        self[SourceLocation(file: root)] ?? DocumentNode(location: SourceLocation(file: root), value: .null)
    }

    /// The value at a place.
    subscript(_ location: SourceLocation) -> DocumentNode? {
        documents[location.file]?.value[location.pointer].map { DocumentNode(location: location, value: $0) }
    }

    /// Where a reference object leads to; the node itself where it is none, `nil` where it leads nowhere or in a circle.
    ///
    /// - Complexity: O(*n*) in the number of references followed.
    func resolved(_ node: DocumentNode) -> DocumentNode? {
        var node = node
        var seen: Set<SourceLocation> = []
        while let text = node.string("$ref") {
            guard seen.insert(node.location).inserted, let next = target(of: text, from: node.location) else {
                return nil
            }
            node = next
        }
        return node
    }

    /// What a `$ref` that stands in a place leads to.
    func target(of reference: String, from location: SourceLocation) -> DocumentNode? {
        Self.location(of: reference, from: location).flatMap { self[$0] }
    }

    /// Returns a diagnostic at a place of the description.
    func diagnostic(
        _ severity: Diagnostic.Severity,
        at location: SourceLocation,
        _ message: String,
        remedy: String
    ) -> Diagnostic {
        Diagnostic(
            severity,
            file: location.file.hasPrefix("/") ? location.file : folder + location.file,
            position: documents[location.file]?.position(of: location.pointer),
            pointer: location.pointer,
            message: message,
            remedy: remedy
        )
    }

    // MARK: References

    /// The place that a reference means; `nil` for one that leads to a network, or names an anchor.
    ///
    /// Source: RFC 3986, section 5.2, for relative paths and fragments.
    static func location(of reference: String, from location: SourceLocation) -> SourceLocation? {
        guard !reference.contains("://"), !reference.hasPrefix("urn:") else { return nil }
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first?.removingPercentEncoding,
            let fragment = (parts.count > 1 ? parts[1] : "").removingPercentEncoding,
            let pointer = try? JSONPointer(fragment)
        else { return nil }
        if path.isEmpty { return SourceLocation(file: location.file, pointer: pointer) }
        guard !path.hasPrefix("/") else { return SourceLocation(file: path, pointer: pointer) }
        var folders = location.file.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = folders.last, last != ".." {
                folders.removeLast()
            } else {
                folders.append(String(part))
            }
        }
        return SourceLocation(file: folders.joined(separator: "/"), pointer: pointer)
    }

    /// The objects with a `$ref`, but for those in examples and the like, which are data.
    ///
    /// - Complexity: O(*n*) in the size of the node.
    private static func references(in node: DocumentNode) -> [DocumentNode] {
        var found: [DocumentNode] = []
        var waiting = [(node: node, areNames: false)]
        while let (node, areNames) = waiting.popLast() {
            if !areNames, node.string("$ref") != nil { found.append(node) }
            for (name, member) in node.members {
                // Below "properties" and "schemas" names are free, and "example" may be one.
                if !areNames, data.contains(name) { continue }
                waiting.append((member, !areNames && maps.contains(name)))
            }
            for element in node.elements { waiting.append((element, false)) }
        }
        return found
    }

    private static let data: Set<String> = ["example", "default", "enum", "const", "value"]
    private static let maps: Set<String> = [
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "responses",
        "parameters", "requestBodies", "headers", "securitySchemes", "links", "callbacks", "pathItems",
        "paths",
        "examples", "mapping", "content",
    ]

    private mutating func follow(_ node: DocumentNode, read: Reader, waiting: inout [String]) {
        guard let text = node.string("$ref") else { return }
        let place = node.location.appending("$ref")
        guard let location = Self.location(of: text, from: node.location) else {
            let isRemote = text.contains("://")
            diagnostics.append(
                diagnostic(
                    .error,
                    at: place,
                    isRemote
                        ? "'\(text)' is on a network, which is never asked" : "'\(text)' is no reference",
                    remedy: isRemote
                        ? "store the file beside this one, and refer to it by its relative path"
                        : "write FILE#/JSON/POINTER"
                )
            )
            return
        }
        if documents[location.file] == nil { load(location.file, from: place, read: read, waiting: &waiting) }
        guard let document = documents[location.file], document.value[location.pointer] == nil else {
            if documents[location.file] != nil, resolved(node) == nil, isCircle(node) {
                diagnostics.append(
                    diagnostic(
                        .error,
                        at: place,
                        "'\(text)' leads back to itself",
                        remedy: "describe the value in one of the places of the circle"
                    )
                )
            }
            return
        }
        let parent = location.pointer.parent.flatMap { document.value[$0]?.objectValue?.names } ?? []
        let name = location.pointer.tokens.last ?? ""
        diagnostics.append(
            diagnostic(
                .error,
                at: place,
                "'\(text)' leads nowhere",
                remedy: NearestName.remedy(for: name, among: parent, what: "value of that name")
            )
        )
    }

    private func isCircle(_ node: DocumentNode) -> Bool {
        var seen: Set<SourceLocation> = []
        var node = node
        while let text = node.string("$ref"), let next = target(of: text, from: node.location) {
            guard seen.insert(node.location).inserted else { return true }
            node = next
        }
        return false
    }

    private mutating func load(
        _ file: String,
        from place: SourceLocation,
        read: Reader,
        waiting: inout [String]
    ) {
        let path = file.hasPrefix("/") ? file : folder + file
        guard let bytes = read(path) else {
            diagnostics.append(
                diagnostic(
                    .error,
                    at: place,
                    "there is no file '\(path)'",
                    remedy: "store it there, or correct the reference"
                )
            )
            return
        }
        do throws(ReadingError) {
            documents[file] = try SourceDocument(bytes, path: path)
            waiting.append(file)
        } catch {
            diagnostics.append(Self.diagnostic(error, file: path))
        }
    }

    private static func diagnostic(_ error: ReadingError, file: String) -> Diagnostic {
        Diagnostic(
            .error,
            file: file,
            position: error.position,
            message: error.message,
            remedy: error.remedy
        )
    }
}
