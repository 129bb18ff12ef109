import JSON
import JSONSchema

/// Compiles the schemas in contract files and collects their problems.
struct SchemaCompiler {
    /// The folder's schemas by URI.
    let registry: SchemaRegistry
    /// The files, for lines and columns.
    let sources: SourceFiles
    /// A schema that accepts everything, used in place of those that do not compile.
    let fallback: Schema
    /// The files that are not JSON; unresolved references to them are not reported.
    let unreadable: Set<ExactString>
    /// The problems found.
    private(set) var diagnostics: [Diagnostic] = []

    init(
        registry: SchemaRegistry,
        sources: SourceFiles,
        unreadable: Set<ExactString> = []
    ) throws(SchemaError) {
        self.unreadable = unreadable
        self.registry = registry
        self.sources = sources
        fallback = try registry.compile(.bool(true), at: "contract:///fallback")
    }

    /// Notes what a decoder has found beside schemas.
    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    /// Returns the schema at a location; one that accepts everything where it does not compile.
    mutating func schema(at node: Node) -> Schema {
        do throws(SchemaError) {
            // The verifier reads only our own annotation keyword, and it does so for every response.
            let options = SchemaOptions(
                formatAssertion: registry.options.formatAssertion,
                annotationKeywords: [AnnotationIndex.keyword]
            )
            let schema = try registry.compile(node.location.uri, options: options)
            diagnostics += schema.warnings.map { Self.diagnostic(for: $0, at: node.location, in: sources) }
            return schema
        } catch {
            if case .unresolvableReference(let reference, _) = error.kind,
                let target = SourceLocation(uri: reference), unreadable.contains(ExactString(target.file))
            {
                return fallback
            }
            diagnostics.append(Self.diagnostic(for: error, at: node.location, in: sources))
            return fallback
        }
    }

    /// Reports a keyword that checks nothing at its place, which may be in another file.
    ///
    /// A format whose name is similar to a known one is an error: its check would never run.
    static func diagnostic(
        for warning: SchemaWarning,
        at location: SourceLocation,
        in sources: SourceFiles
    ) -> Diagnostic {
        var place = SourceLocation(uri: warning.location) ?? location
        if sources[place.file] == nil { place = location }
        switch warning.kind {
        case .unknownFormat(let name):
            let isNear = NearestName.suggestion(for: name, among: Format.names) != nil
            return sources.diagnostic(
                isNear ? .error : .warning,
                at: place,
                "unknown format '\(name)': no text is checked against it",
                remedy: NearestName.remedy(for: name, among: Format.names, what: "format")
            )
        }
    }

    /// Reports a schema error at the faulty keyword, which may be in another file than the requested schema.
    static func diagnostic(
        for error: SchemaError,
        at location: SourceLocation,
        in sources: SourceFiles
    ) -> Diagnostic {
        var place = SourceLocation(uri: error.location) ?? location
        if sources[place.file] == nil { place = location }
        if case .unresolvableReference(let reference, _) = error.kind {
            return unresolvable(reference, at: place, in: sources)
        }
        return sources.diagnostic(.error, at: place, error.problem, remedy: error.remedy)
    }

    /// Reports an unresolved reference with the record, or the part of the named file, that was probably intended.
    private static func unresolvable(
        _ reference: String,
        at place: SourceLocation,
        in sources: SourceFiles
    ) -> Diagnostic {
        guard let target = SourceLocation(uri: reference) else {
            return sources.diagnostic(
                .error,
                at: place,
                "nothing is found at '\(reference)'",
                remedy: "refer to a file of this folder by its relative path; nothing is ever fetched"
            )
        }
        let files = sources.all.map(\.path).filter { FileKind(path: $0) == .record }
        var known = files
        if let parts = sources[target.file]?.document.value["$defs"]?.objectValue {
            known = parts.names.map { "\(target.file)#/$defs/\($0)" }
        }
        let name = target.file + (target.pointer.isRoot ? "" : "#\(target.pointer)")
        return sources.diagnostic(
            .error,
            at: place,
            "nothing is found at '\(name)'",
            remedy: NearestName.remedy(for: name, among: known, what: "record")
        )
    }
}
