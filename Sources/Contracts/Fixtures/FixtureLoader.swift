import JSON

/// Loads a fixture file.
enum FixtureLoader {
    /// The result of loading: the fixture if it could be decoded, and all problems.
    struct Result {
        var fixture: Fixture?
        var sources: SourceFiles
        var diagnostics: [Diagnostic]
    }

    static func load(_ bytes: [UInt8], path: String, metaSchemas: inout MetaSchemas) -> Result {
        var sources = SourceFiles(root: "")
        let file: SourceFile
        do throws(JSONError) {
            file = SourceFile(path: path, document: try JSONDocument(bytes))
        } catch {
            return Result(fixture: nil, sources: sources, diagnostics: [.notJSON(error, file: path)])
        }
        sources.add(file)
        var diagnostics = metaSchemas.check(
            file,
            against: "meta/fixture.schema.json",
            naming: nil,
            in: sources
        )
        let fixture = Fixture(Node(file))
        if fixture == nil, diagnostics.isEmpty {
            diagnostics.append(
                sources.diagnostic(
                    .error,
                    at: SourceLocation(file: path, pointer: JSONPointer(tokens: ["clock"])),
                    "the clock is past what a clock can show",
                    remedy: "set \"clock\" to milliseconds since 1970 such as 1767225600000"
                )
            )
        }
        return Result(fixture: fixture, sources: sources, diagnostics: diagnostics)
    }
}

extension Fixture {
    /// Decodes a file of `Fixtures/`.
    init?(_ node: Node) {
        guard let clock = node["clock"]?.int else { return nil }
        let file = node.location.file.split(separator: "/").last ?? ""
        self.init(
            name: file.hasSuffix(".json") ? String(file.dropLast(".json".count)) : String(file),
            description: node.string("description") ?? "",
            clock: clock,
            tables: node.members("tables").map { name, items in
                Table(name: name, items: items.elements.compactMap(\.object))
            }
        )
    }
}
