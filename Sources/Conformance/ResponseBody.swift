public import JSON
public import JSONSchema

/// A parsed response body.
public struct ResponseBody: Sendable {
    /// The value; `nil` where the body is not JSON.
    public var value: JSONValue?
    /// The reason why there is no value.
    public var problem: String?
    /// The errors by the contract's schema for the response's status; `nil` when the body was not validated yet.
    public var errors: [SchemaOutputUnit]?

    /// Creates a body that was parsed before.
    public init(value: JSONValue?, problem: String? = nil, errors: [SchemaOutputUnit]? = nil) {
        self.value = value
        self.problem = problem
        self.errors = errors
    }

    /// Parses a body.
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
