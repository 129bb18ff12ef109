public import JSON
public import JSONSchema

/// A parsed response body.
public struct ResponseBody: Sendable {
    /// The value; `nil` where the body is not JSON.
    public var value: JSONValue?
    /// The reason why there is no value.
    public var problem: Problem?
    /// The errors by the contract's schema for the response's status; `nil` when the body was not validated yet.
    public var errors: [SchemaOutputUnit]?

    /// Creates a body that was parsed before.
    public init(value: JSONValue?, problem: Problem? = nil, errors: [SchemaOutputUnit]? = nil) {
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
            self.init(value: nil, problem: .notJSON(reason: error.description))
        }
    }

    /// A reason why a body has no value.
    public enum Problem: Sendable, Hashable {
        /// The body is not JSON; the reason has its place.
        case notJSON(reason: String)
        /// The body has more values than are read.
        case tooManyValues(most: Int)

        /// The reason as what was seen in the place of JSON: `no JSON (1:2: …)`.
        public var seen: String {
            switch self {
            case .notJSON(let reason): "no JSON (\(reason))"
            case .tooManyValues(let most): "more than \(Self.grouped(most)) values, which are not read"
            }
        }

        /// The reason as the end of a sentence about the body: `must be JSON, but is not: 1:2: …`.
        var sentence: String {
            switch self {
            case .notJSON(let reason): "must be JSON, but is not: \(reason)"
            case .tooManyValues: "has \(seen)"
            }
        }

        /// A count with a comma for thousands, whatever the language of the machine.
        private static func grouped(_ count: Int) -> String {
            count < 1_000
                ? String(count) : "\(grouped(count / 1_000)),\(String(count % 1_000 + 1_000).dropFirst())"
        }
    }
}
