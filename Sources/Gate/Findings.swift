import Contracts
import JSON
import JSONSchema

/// Selects the most relevant errors of a schema's output.
enum Findings {
    /// The maximum number of places to report for one value.
    static let limit = 10

    /// Returns the problems of a value: the most relevant places, without duplicates.
    ///
    /// - Complexity: O(*n*) in the size of the value when it is valid.
    static func of(_ value: JSONValue, by schema: Schema, rule: String?) -> [GateFinding] {
        schema.relevantErrors(in: value).prefix(limit).map { unit in
            GateFinding(rule: rule, pointer: unit.instanceLocation, message: unit.message)
        }
    }
}
