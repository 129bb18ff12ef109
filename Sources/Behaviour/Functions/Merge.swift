import Contracts
import JSON

/// `$merge`: one object of the members of several; later ones win, absent and null ones add nothing.
struct Merge: Function {
    let values: [Expression]
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        var merged = JSONObject()
        for expression in values {
            guard let value = try execution.value(of: expression), !value.isNull else { continue }
            guard case .object(let object) = value else {
                throw .failed("\(value.typeName) cannot be merged; only objects can", at: location)
            }
            for member in object { merged[member.name] = member.value }
        }
        return .object(merged)
    }
}
