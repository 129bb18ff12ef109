import Contracts
import JSON

/// `$negative`: a number with the other sign.
struct Negative: Function {
    let number: Expression
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        switch try execution.value(of: number) {
        case nil: return nil
        case .number(let number)?: return .number(0 - number)
        case let other?: throw .failed("\(other.typeName) has no negative", at: location)
        }
    }
}
