import Contracts
import JSON

/// Advice on arguments that no schema names: the service ignores them, so a misspelt optional one has no effect.
enum UnknownMembers {
    /// The keywords that may describe members in addition to a schema's own properties.
    private static let others = [
        "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "patternProperties",
        "additionalProperties", "unevaluatedProperties",
    ]

    /// Returns advice on each argument that the action's schema does not name, including those of inner objects.
    ///
    /// - Complexity: O(*n*) in the number of members.
    static func of(_ arguments: JSONObject, in action: Action) -> [GateFinding] {
        var found: [GateFinding] = []
        collect(from: arguments, JSONPointer(), action.request.expanded, action.name, &found)
        return found
    }

    private static func collect(
        from object: JSONObject,
        _ place: JSONPointer,
        _ schema: JSONValue,
        _ action: String,
        _ found: inout [GateFinding]
    ) {
        guard let properties = schema["properties"]?.objectValue, others.allSatisfy({ schema[$0] == nil })
        else { return }
        for member in object {
            let pointer = place.appending(member.name)
            guard let inner = properties[member.name] else {
                let meant = NearestName.suggestion(for: member.name, among: properties.names)
                let hint = meant.map { "; did you mean '\($0)'?" } ?? ""
                let text = "'\(member.name)' is not in the contract of \(action) and is ignored\(hint)"
                found.append(GateFinding(pointer: pointer, message: text))
                continue
            }
            guard let value = member.value.objectValue else { continue }
            collect(from: value, pointer, inner, action, &found)
        }
    }
}
