import Contracts
import JSON
import Tables

/// `$count`: the number of elements of an array.
struct Count: Function {
    let array: Expression
    let conditions: [(name: String, value: Expression)]
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        let elements = try execution.elements(of: array, conditions, at: location)
        return .number(JSONNumber(elements.count))
    }
}

extension Execution {
    /// The elements of an array whose members have given values; none of an absent array.
    func elements(
        of array: Expression,
        _ conditions: [(name: String, value: Expression)],
        at location: SourceLocation
    ) throws(Interruption) -> [JSONValue] {
        let value = try value(of: array) ?? .null
        if value.isNull { return [] }
        guard case .array(let elements) = value else {
            throw .failed("\(value.typeName) has no elements; an array does", at: location)
        }
        guard let condition = try condition(of: conditions) else { return elements }
        return elements.filter { condition.holds(for: $0.objectValue) }
    }
}
