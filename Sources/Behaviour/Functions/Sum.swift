import Contracts
import JSON

/// `$sum`: an exact sum over an array.
struct Sum: Function {
    let array: Expression
    let member: JSONPointer
    let conditions: [(name: String, value: Expression)]
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        var sum: JSONNumber = 0
        for element in try execution.elements(of: array, conditions, at: location) {
            switch element[member] {
            case .number(let number)?: sum += number
            case nil, .null?: continue
            case let other?: throw .failed("\(other.typeName) cannot be added up", at: location)
            }
        }
        return .number(sum)
    }
}
