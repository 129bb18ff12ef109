import Contracts
import JSON
import VerifierEvents

/// Checks that an optional member that is null, and an optional parameter that is empty, count as absent.
struct AbsentArguments: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.emptyOptionalIsAbsent, .nullOptionalIsAbsent]

    func cases(of contract: Contract) -> [PlannedCase] {
        EmptyParameterChecks().cases(of: contract)
            + contract.actions.flatMap { action -> [PlannedCase] in
                guard let example = action.workingExample else { return [] }
                return Self.optionalPlaces(of: action, example).compactMap { place -> PlannedCase? in
                    let isQuery = place.tokens.first.map(action.request.isText) ?? false
                    let rules = contract.rules(
                        for: isQuery ? .emptyOptionalIsAbsent : .nullOptionalIsAbsent,
                        of: action
                    )
                    guard let rule = rules.first else { return nil }
                    let name = place.tokens.joined(separator: ".")
                    return PlannedCase(
                        suite: action.name,
                        kind: isQuery ? .protocol : .negative,
                        name: isQuery
                            ? "\(name) is empty, which is as absent" : "\(name) is null, which is as absent",
                        rules: [rule]
                    ) { attempt throws(AttemptEnd) in
                        try await WorkingRequest(
                            action,
                            example,
                            rule,
                            "with \(name) \(isQuery ? "empty" : "null")"
                        )
                        .run(
                            attempt,
                            arguments: { arguments in
                                JSONValue.object(arguments).setting(isQuery ? "" : .null, at: place)
                                    .objectValue
                                    ?? arguments
                            }
                        )
                    }
                }
            }
    }

    /// The declared places that the example lacks or can lack.
    private static func optionalPlaces(of action: Action, _ example: Example) -> [JSONPointer] {
        func value(at place: JSONPointer) -> JSONValue {
            place.tokens.first.map(action.request.isText) == true ? "" : .null
        }
        func places(_ schema: JSONValue?, _ pointer: JSONPointer) -> [JSONPointer] {
            let required = Set((schema?["required"]?.arrayValue ?? []).compactMap { $0.stringValue })
            return (schema?["properties"]?.objectValue?.members ?? []).flatMap { member -> [JSONPointer] in
                let place = pointer.appending(member.name)
                let inner = places(member.value, place)
                return required.contains(member.name) ? inner : [place]
            }
        }
        return places(action.request.expanded, JSONPointer()).filter { place in
            let original = JSONValue.object(example.request)
            // Without it the response would differ from the example's.
            guard original[place] == nil || original[place]?.isNull == true else { return false }
            guard let name = place.tokens.first, [.query, .body].contains(action.request.place(of: name))
            else {
                return false
            }
            return original.setting(value(at: place), at: place).objectValue.map { !action.refuses($0) }
                ?? false
        }
    }
}
