import Contracts
import JSON

extension Action {
    /// Returns the arguments that the action's contract describes; others, such as cache busters, are ignored by
    /// contract.
    func described(_ arguments: JSONObject) -> JSONObject {
        let source = request.expanded
        guard let known = source["properties"]?.objectValue,
            ["$ref", "allOf", "anyOf", "oneOf", "patternProperties"].allSatisfy({ source[$0] == nil })
        else { return arguments }
        return JSONObject(arguments.filter { known[$0.name] != nil })
    }
}
