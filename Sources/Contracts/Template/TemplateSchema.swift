import JSON
public import JSONSchema

/// A JSON Schema that may contain variables.
public struct TemplateSchema: Sendable, Hashable {
    /// The source of the schema.
    public var source: Template
    /// Its location; relative references are resolved against its file.
    public var location: SourceLocation

    /// Creates a template of a schema.
    public init(source: Template, location: SourceLocation) {
        self.source = source
        self.location = location
    }

    /// Returns the compiled schema with every variable replaced.
    ///
    /// - Throws: ``TemplateSchemaError`` when a variable has no value, or when the result is not a valid schema.
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

/// The reason why a schema with variables cannot be used.
public enum TemplateSchemaError: Error, Sendable {
    /// A variable has no value.
    case template(TemplateError)
    /// The result is not a valid schema.
    case schema(SchemaError)
    /// Another error.
    case other(String)
}

extension TemplateSchemaError: CustomStringConvertible {
    /// The problem and the remedy.
    public var description: String {
        switch self {
        case .template(let error): error.description
        case .schema(let error): String(describing: error)
        case .other(let text): text
        }
    }
}
