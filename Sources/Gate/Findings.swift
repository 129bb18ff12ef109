import Contracts
import JSON
import JSONSchema

/// Turns a schema's output into what a reader wants to see first.
enum Findings {
    /// How many places are reported of one value.
    static let limit = 10

    /// What is wrong with a value: the places that matter, each once.
    ///
    /// - Complexity: O(*n*) in the size of the value when it is valid.
    static func of(_ value: JSONValue, by schema: Schema, rule: String?) -> [GateFinding] {
        schema.relevantErrors(in: value).prefix(limit).map { unit in
            GateFinding(rule: rule, pointer: unit.instanceLocation, message: unit.message)
        }
    }
}
