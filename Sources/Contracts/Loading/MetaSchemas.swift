import JSON
import JSONSchema

/// Validates files against their meta schemas and reports failures in plain words.
struct MetaSchemas {
    private let sources: SourceFiles
    private let registry: SchemaRegistry
    private var compiled: [String: Schema?] = [:]
    /// The problems of the meta schemas themselves.
    private(set) var diagnostics: [Diagnostic] = []

    init(sources: SourceFiles, registry: SchemaRegistry) {
        self.sources = sources
        self.registry = registry
    }

    /// Returns the problems of a file's value; none when its meta schema is missing, which is reported once.
    mutating func check(
        _ file: SourceFile,
        against metaSchema: String,
        naming expectedSchemaMember: String?,
        in files: SourceFiles
    ) -> [Diagnostic] {
        guard let schema = schema(at: metaSchema) else { return [] }
        var found: [Diagnostic] = []
        if let expectedSchemaMember, let object = file.document.value.objectValue,
            let named = object["$schema"], !Self.names(named, expectedSchemaMember)
        {
            let place = SourceLocation(file: file.path, pointer: JSONPointer(tokens: ["$schema"]))
            found.append(
                files.diagnostic(
                    .error,
                    at: place,
                    "'$schema' does not name this file's meta schema",
                    remedy: "write \"\(expectedSchemaMember)\""
                )
            )
        }
        let value = file.document.value
        let meta = MetaSchemaReader(sources: sources)
        for unit in schema.relevantErrors(in: value) {
            found.append(meta.diagnostic(for: unit, in: file, files: files))
        }
        return found
    }

    private mutating func schema(at path: String) -> Schema? {
        if let known = compiled[path] { return known }
        let location = SourceLocation(file: path)
        var schema: Schema?
        if sources[path] == nil {
            diagnostics.append(
                Diagnostic(
                    .error,
                    file: sources.displayPath(path),
                    message: "the meta schema is missing",
                    remedy: "copy it from the meta folder that comes with Understudy"
                )
            )
        } else {
            do throws(SchemaError) {
                // The service's `formats` setting applies to its own schemas only.
                schema = try registry.compile(location.uri, options: SchemaOptions())
            } catch {
                diagnostics.append(SchemaCompiler.diagnostic(for: error, at: location, in: sources))
            }
        }
        compiled[path] = .some(schema)
        return schema
    }

    /// Whether a `$schema` member names a meta schema: beside the file, or in the folder of another contract.
    private static func names(_ named: JSONValue, _ expected: String) -> Bool {
        if named == .string(expected) { return true }
        guard expected.hasPrefix("../") || expected.hasPrefix("meta/"), let text = named.stringValue,
            let name = expected.split(separator: "/").last
        else { return false }
        return text.hasPrefix("../") && text.hasSuffix("/meta/\(name)")
            && text.utf8.count > expected.utf8.count
    }
}
