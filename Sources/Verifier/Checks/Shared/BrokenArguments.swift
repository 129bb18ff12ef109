import Contracts
import JSON
import JSONSchema

/// Arguments that break an action's contract in exactly one place.
struct BrokenArguments: Sendable {
    /// The kind of the fault.
    enum Fault: Sendable {
        /// Missing, null, empty, or of another type.
        case parameter
        /// Of the right type, but not an allowed value.
        case unlisted
    }

    /// A description of the fault: `message is a number`.
    let name: String
    /// The arguments.
    let arguments: JSONObject
    /// The kind of the fault.
    let fault: Fault

    /// Returns all variants of an example's arguments that the request's schema rejects.
    ///
    /// Only the schema decides: variants that it accepts are left out.
    /// - Complexity: O(*n*²) in the number of arguments.
    static func all(of action: Action, _ arguments: JSONObject) -> [BrokenArguments] {
        places(in: arguments, action.request.expanded).flatMap { place -> [BrokenArguments] in
            let isText = place.tokens.first.map(action.request.isText) ?? false
            let original = JSONValue.object(arguments)[place]
            let shown = place.tokens.joined(separator: ".")
            return changes(of: original, isText: isText).compactMap { change in
                let broken = JSONValue.object(arguments).setting(change.value, at: place)
                guard let object = broken.objectValue, action.request.obstacle(to: object) == nil,
                    action.refuses(object)
                else { return nil }
                return BrokenArguments(
                    name: "\(shown) is \(change.name)",
                    arguments: object,
                    fault: change.fault
                )
            }
        }
    }

    // MARK: Places

    /// Returns the places of the arguments and of members inside them, including those that the example leaves out.
    private static func places(in arguments: JSONObject, _ schema: JSONValue) -> [JSONPointer] {
        var places: [JSONPointer] = []
        func visit(_ value: JSONValue?, _ schema: JSONValue?, _ pointer: JSONPointer) {
            let declared = schema?["properties"]?.objectValue?.names ?? []
            let names = (value?.objectValue?.names ?? []) + declared
            var visited: Set<ExactString> = []
            for name in names where visited.insert(ExactString(name)).inserted {
                let place = pointer.appending(name)
                places.append(place)
                visit(value?[name], schema?["properties"]?[name], place)
            }
        }
        visit(.object(arguments), schema, JSONPointer())
        return places
    }

    // MARK: Variants

    private struct Change {
        let name: String
        let value: JSONValue?
        var fault = Fault.parameter
    }

    private static func changes(of original: JSONValue?, isText: Bool) -> [Change] {
        let missing = Change(name: "missing", value: nil)
        let empty = Change(name: "empty", value: "")
        if isText { return [missing, empty] + unlistedTexts }
        return [
            missing, empty,
            Change(name: "null", value: .null),
            Change(name: "a boolean", value: true),
            Change(name: "an array", value: ["understudy"]),
            Change(name: "an object", value: ["understudy": "understudy"]),
        ] + (original?.numberValue == nil ? [Change(name: "a number", value: 5)] : unlistedNumbers)
            + (original?.stringValue == nil
                ? [Change(name: "a string", value: "understudy")] : unlisted(original))
    }

    private static let unlistedTexts = [
        ("an unlisted text", "understudy-unlisted"), ("a name that every object has", "constructor"),
        ("zero", "0"), ("negative", "-1"), ("a fraction", "1.5"),
        ("a number with a unit", "10x"), ("a list", "1,2"),
    ].map { Change(name: $0.0, value: .string($0.1), fault: .unlisted) }

    private static let unlistedNumbers =
        [
            ("negative", JSONNumber(-1)), ("a negative fraction", JSONNumber("-0.01")),
            ("huge", JSONNumber("1e15")), ("a fraction", JSONNumber("1.5")),
        ].compactMap { change in change.1.map { Change(name: change.0, value: .number($0), fault: .unlisted) }
        }
        + [Change(name: "a number in a string", value: "5")]

    private static func unlisted(_ original: JSONValue?) -> [Change] {
        let upper = original?.stringValue?.uppercased() ?? ""
        return [
            Change(name: "an unlisted text", value: "understudy-unlisted", fault: .unlisted),
            Change(name: "a name that every object has", value: "constructor", fault: .unlisted),
            Change(name: "in capitals", value: .string(upper), fault: .unlisted),
        ]
    }
}

extension Action {
    /// Returns whether the request's schema rejects arguments as they arrive: empty optional parameters of a query are
    /// removed before.
    func refuses(_ arguments: JSONObject) -> Bool {
        let arrived = request.received(arguments)
        // A schema without "required" may accept a request that lacks what the service needs.
        let isMissing = request.requiredNames.contains { request.isText($0) && arrived[$0] == nil }
        return isMissing || !request.schema.isValid(.object(arrived))
    }
}

extension JSONValue {
    /// Returns the value with a member set, and added where it was missing; `nil` removes it.
    func setting(_ value: JSONValue?, at pointer: JSONPointer) -> JSONValue {
        guard let value, self[pointer] == nil, let parent = pointer.parent, let name = pointer.tokens.last,
            var object = self[parent]?.objectValue
        else { return replacing(at: pointer, with: value) }
        object[name] = value
        return replacing(at: parent, with: .object(object))
    }
}
