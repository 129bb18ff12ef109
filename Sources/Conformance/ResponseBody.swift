public import JSON
public import JSONSchema

/// An answer's body as it was read.
public struct ResponseBody: Sendable {
    /// The value; `nil` where the body is no JSON.
    public var value: JSONValue?
    /// Why there is no value.
    public var problem: String?
    /// The errors by the schema that the contract has for the answer's status; `nil` where nobody looked for them yet.
    public var errors: [SchemaOutputUnit]?

    /// Creates a body that was read before.
    public init(value: JSONValue?, problem: String? = nil, errors: [SchemaOutputUnit]? = nil) {
        self.value = value
        self.problem = problem
        self.errors = errors
    }

    /// Reads a body.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public init(parsing bytes: [UInt8]) {
        do throws(JSONError) {
            self.init(value: try JSONValue(parsing: bytes))
        } catch {
            self.init(value: nil, problem: error.description)
        }
    }
}
