public import JSON

/// A stored record that contradicts the contract or other records: where it is, what is wrong, and what would mend it.
public struct BrokenRecord: Sendable, Hashable {
    /// One problem of a record.
    public struct Problem: Sendable, Hashable {
        /// The attribute that it is about; empty for the record as a whole.
        public var attribute: JSONPointer
        /// What is wrong.
        public var message: String
        /// What would mend it.
        public var remedy: String

        /// Creates a problem.
        public init(at attribute: JSONPointer, _ message: String, remedy: String) {
            self.attribute = attribute
            self.message = message
            self.remedy = remedy
        }
    }

    /// The record's table.
    public var table: String
    /// The attributes of the record's key that it has.
    public var key: JSONObject
    /// The problems; at least one.
    public var problems: [Problem]

    /// Creates a broken record.
    public init(table: String, key: JSONObject, problems: [Problem]) {
        self.table = table
        self.key = key
        self.problems = problems
    }
}

extension BrokenRecord: CustomStringConvertible {
    /// A line for the record and one for each problem.
    public var description: String {
        let lines = problems.map { problem in
            let place = problem.attribute.tokens.isEmpty ? "" : "\(problem.attribute): "
            return "\n  \(place)\(problem.message); \(problem.remedy)"
        }
        return "\(table) \(JSONValue.object(key).compactText)" + lines.joined()
    }
}
