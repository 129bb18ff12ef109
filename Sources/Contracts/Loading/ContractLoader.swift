import JSON
import JSONSchema
import Tables

/// Decodes the files of a contract folder into a ``Contract`` and collects all problems.
///
/// Each file is parsed, registered under its URI so that `$ref` finds it, validated against its meta schema, and decoded
/// with its schemas compiled. A file that fails one of these is reported, and the others continue.
struct ContractLoader {
    /// A file as it was read: its path in the folder and its bytes.
    struct File {
        var path: String
        var bytes: [UInt8]
    }

    /// The result of loading.
    struct Result {
        var contract: Contract
        var metaSchemas: MetaSchemas
        var diagnostics: [Diagnostic]
        /// Whether every file is valid; where one is not, names that others refer to may seem to be missing.
        var isComplete: Bool
    }

    /// The target of a diagnostic.
    private struct Place: Hashable {
        var file: String
        var pointer: JSONPointer?

        init(_ diagnostic: Diagnostic) {
            file = diagnostic.file
            pointer = diagnostic.pointer
        }
    }

    private var sources: SourceFiles
    private var registry = SchemaRegistry()
    private var diagnostics: [Diagnostic] = []
    private var unreadable: Set<ExactString> = []
    private var kinds: [(kind: FileKind, file: SourceFile)] = []

    init(root: String) {
        sources = SourceFiles(root: root)
    }

    /// Loads the files.
    ///
    /// - Parameters:
    ///   - files: The files of the folder.
    ///   - unread: Other entries of the folder, which are reported as warnings.
    /// - Returns: The contract, with all its problems.
    /// - Throws: ``ContractError/unreadable(path:reason:)`` only when the schema compiler itself fails.
    mutating func load(
        _ files: [File],
        unread: [FolderListing.Unread] = []
    ) throws(ContractError) -> Result {
        diagnostics += unread.map { $0.diagnostic(file: sources.displayPath($0.path)) }
        let files = files.sorted { ExactString($0.path) < ExactString($1.path) }
        for (file, document) in zip(files, Self.documents(of: files)) { read(file, document) }
        let written = kinds
        let scenarioNodes = nodes(.scenario)
        let scenarios = BackgroundValue { scenarioNodes.compactMap(Scenario.init) }
        registerFiles()
        // Every schema of the folder, those of scenarios included, is compiled with the registry's options.
        let formats = nodes(.service).first.map { Service.Formats($0) } ?? .assert
        registry.options = SchemaOptions(formatAssertion: formats == .assert)
        var compiler: SchemaCompiler
        do throws(SchemaError) {
            compiler = try SchemaCompiler(registry: registry, sources: sources, unreadable: unreadable)
        } catch {
            throw .unreadable(path: sources.root, reason: String(describing: error))
        }
        // To judge the files takes as long as to decode them.
        let judgement = BackgroundValue { [self] in judged(written) }
        let actions = nodes(.action).compactMap { Action($0, compiler: &compiler) }
        let service = service(&compiler, actionRules: actions.flatMap(\.rules))
        let contract = Contract(
            service: service ?? Service(name: "service", error: compiler.fallback),
            actions: actions.sorted { ExactString($0.name) < ExactString($1.name) },
            tables: nodes(.table).compactMap { table($0, &compiler) },
            scenarios: scenarios.value,
            records: nodes(.record).map { record($0, &compiler) },
            registry: registry,
            sources: sources
        )
        let (metaSchemas, found) = judgement.value
        diagnostics += found
        // The compiler's errors are left out where the meta schema has reported one already.
        let spoken = Set(diagnostics.map(Place.init))
        diagnostics += metaSchemas.diagnostics
        diagnostics += compiler.diagnostics.filter { !spoken.contains(Place($0)) }
        return Result(
            contract: contract,
            metaSchemas: metaSchemas,
            diagnostics: diagnostics.uniqued(),
            isComplete: unreadable.isEmpty && service != nil
                && contract.actions.count == nodes(.action).count
                && contract.tables.count == nodes(.table).count
                && contract.scenarios.count == scenarioNodes.count
        )
    }

    /// Validates files against their meta schemas.
    private func judged(
        _ files: [(kind: FileKind, file: SourceFile)]
    ) -> (metaSchemas: MetaSchemas, found: [Diagnostic]) {
        var metaSchemas = MetaSchemas(sources: sources, registry: registry)
        // Problems that follow from a broken meta schema are reported once it is corrected.
        guard !unreadable.contains(where: { FileKind(path: $0.string) == .meta }) else {
            return (metaSchemas, [])
        }
        let found = files.filter { $0.kind != .meta }.flatMap { kind, file in
            metaSchemas.check(
                file,
                against: kind.metaSchema,
                naming: kind.schemaMember(path: file.path),
                in: sources
            )
        }
        return (metaSchemas, found)
    }

    /// Returns the document of each file, or why it has none; half of them are parsed on another thread.
    private static func documents(of files: [File]) -> [Swift.Result<JSONDocument, JSONError>] {
        @Sendable func parsed(_ file: File) -> Swift.Result<JSONDocument, JSONError> {
            Swift.Result { () throws(JSONError) in try JSONDocument(file.bytes) }
        }
        let half = files.count / 2
        let rest = BackgroundValue { files[half...].map(parsed) }
        return files[..<half].map(parsed) + rest.value
    }

    private mutating func read(_ file: File, _ document: Swift.Result<JSONDocument, JSONError>) {
        guard let kind = FileKind(path: file.path) else {
            diagnostics.append(
                Diagnostic(
                    .warning,
                    file: sources.displayPath(file.path),
                    message: "a contract folder has no files at this path, so it is not read",
                    remedy: "move it to service.json, actions/, records/, tables/, scenarios/ or meta/"
                )
            )
            return
        }
        do throws(JSONError) {
            let source = SourceFile(path: file.path, document: try document.get())
            sources.add(source)
            kinds.append((kind, source))
        } catch {
            unreadable.insert(ExactString(file.path))
            diagnostics.append(.notJSON(error, file: sources.displayPath(file.path)))
        }
    }

    /// Registers all files, those of actions with the merged schema of their requests.
    private mutating func registerFiles() {
        for index in kinds.indices {
            if kinds[index].kind == .action, let value = RequestSchema.complete(kinds[index].file, sources) {
                kinds[index].file.document = kinds[index].file.document.replacingValue(value)
                sources.add(kinds[index].file)
            }
            register(kinds[index].file, kinds[index].kind)
        }
    }

    private mutating func register(_ file: SourceFile, _ kind: FileKind) {
        var document = file.document.value
        // In these files "$schema" is for editors: it names a description of the file, not a dialect of JSON Schema.
        if kind != .record, kind != .meta, var object = document.objectValue {
            object["$schema"] = nil
            document = .object(object)
        }
        let location = SourceLocation(file: file.path)
        do throws(SchemaError) {
            try registry.add(document, at: location.uri)
        } catch {
            diagnostics.append(SchemaCompiler.diagnostic(for: error, at: location, in: sources))
        }
    }

    private func nodes(_ kind: FileKind) -> [Node] {
        kinds.filter { $0.kind == kind }.map { Node($0.file) }
    }

    private mutating func service(_ compiler: inout SchemaCompiler, actionRules: [Rule]) -> Service? {
        guard let node = nodes(.service).first else {
            if !unreadable.contains("service.json") {
                diagnostics.append(
                    Diagnostic(
                        .error,
                        file: sources.displayPath("service.json"),
                        message: "the file is missing",
                        remedy: "add it; every contract folder has one, see meta/service.schema.json"
                    )
                )
            }
            return nil
        }
        return Service(node, actionRules: actionRules, compiler: &compiler)
    }

    private mutating func table(_ node: Node, _ compiler: inout SchemaCompiler) -> TableContract? {
        do throws(TableDefinitionError) {
            return try TableContract(node, compiler: &compiler)
        } catch {
            let place = SourceLocation(file: node.location.file, pointer: error.pointer)
            diagnostics.append(sources.diagnostic(.error, at: place, error.reason, remedy: error.remedy))
            return nil
        }
    }

    private func record(_ node: Node, _ compiler: inout SchemaCompiler) -> Record {
        let name = node.location.file.split(separator: "/").last ?? ""
        return Record(
            name: String(name.split(separator: ".").first ?? name),
            schema: compiler.schema(at: node),
            source: node.value,
            location: node.location
        )
    }
}

extension Diagnostic {
    /// Returns the diagnostic of a file that is not JSON.
    static func notJSON(_ error: JSONError, file: String) -> Diagnostic {
        let parts = String(describing: error.kind).split(separator: "; ", maxSplits: 1).map(String.init)
        return Diagnostic(
            .error,
            file: file,
            position: error.position,
            pointer: error.pointer,
            message: parts.first ?? "this is not JSON",
            remedy: parts.count > 1 ? parts[1] : "correct the JSON"
        )
    }
}

extension [Diagnostic] {
    /// The diagnostics in the order of their places, without duplicates.
    func uniqued() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.sorted()
    }
}
