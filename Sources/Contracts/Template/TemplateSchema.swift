import JSON
public import JSONSchema

/// A JSON Schema in which variables may stand.
public struct TemplateSchema: Sendable, Hashable {
    /// The schema as it is written.
    public var source: Template
    /// Where it is written; relative references start from its file.
    public var location: SourceLocation

    /// Makes a template of a schema.
    public init(source: Template, location: SourceLocation) {
        self.source = source
        self.location = location
    }

    /// The schema with every variable replaced, ready to validate.
    ///
    /// - Throws: ``TemplateSchemaError`` when a variable has no value, or when the result is not a schema.
    public func schema(
        with variables: Variables,
        in registry: SchemaRegistry
    ) throws(TemplateSchemaError) -> Schema {
        do {
            if source.isConstant { return try registry.compile(location.uri) }
            let resolved = try source.resolved(with: variables)
            return try registry.compile(resolved, at: "contract:///\(location.file)?resolved")
        } catch let error as TemplateError {
            throw .template(error)
        } catch let error as SchemaError {
            throw .schema(error)
        } catch {
            throw .other(String(describing: error))
        }
    }
}

/// Why a schema with variables is of no use.
public enum TemplateSchemaError: Error, Sendable {
    /// A variable has no value.
    case template(TemplateError)
    /// The result is not a schema.
    case schema(SchemaError)
    /// Something else.
    case other(String)
}

extension TemplateSchemaError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .template(let error): error.description
        case .schema(let error): String(describing: error)
        case .other(let text): text
        }
    }
}
