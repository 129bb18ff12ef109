import Contracts
import JSON

extension Action {
    /// The arguments that the action knows: others, such as one against a cache, are ignored by contract.
    func described(_ arguments: JSONObject) -> JSONObject {
        let source = request.source
        guard let known = source["properties"]?.objectValue,
            ["$ref", "allOf", "anyOf", "oneOf", "patternProperties"].allSatisfy({ source[$0] == nil })
        else { return arguments }
        return JSONObject(arguments.filter { known[$0.name] != nil })
    }
}
