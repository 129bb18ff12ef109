import Contracts
import JSON
import JSONSchema
import Synchronization
import VerifierEvents

/// The requests generated from an action's schema, lazily.
///
/// They are templates: ``GeneratedSetup`` inserts the ids of an attempt.
final class GeneratedRequests: Sendable {
    /// A request and its description.
    struct Template: Sendable {
        /// A description of what is special about it.
        let name: String
        /// The arguments, with placeholders for ids.
        let arguments: JSONObject
        /// The only place at which they differ from the working example.
        var place: JSONPointer?
    }

    /// The placeholder of the id that the attempt has created.
    static let existing = "understudy-existing"
    /// The placeholder of the id of an unrelated client.
    static let stranger = "understudy-stranger"

    /// The action.
    let action: Action
    /// The example whose state the requests are sent to.
    let example: Example
    private let generator: InstanceGenerator
    private let made = Mutex(Made())

    private struct Made {
        var edges: [Template]?
        var broken: [Template]?
    }

    init(_ action: Action, _ example: Example, _ contract: Contract) {
        self.action = action
        self.example = example
        // Formats are always asserted here: a valid request that is shown to people has the formats that its schema names, also
        // after shrinking.
        let options = SchemaOptions(formatAssertion: true)
        let schema = action.request.schema
        generator = InstanceGenerator(
            (try? contract.registry.compile(schema.location, options: options)) ?? schema,
            and: action.advice.map(\.schema) + action.freedoms.map(\.schema),
            in: contract.registry
        )
    }

    /// The example's request.
    var base: JSONObject { replacingIdentifiers(in: example.request) { _, _ in Self.existing } }

    /// Whether an id of a template stands for the one that the attempt has made: of numbers, the working example's does.
    func isStandIn(_ id: JSONValue, at place: JSONPointer) -> Bool {
        if case .number = id { return JSONValue.object(example.request)[place] == id }
        return id.stringValue == Self.existing
    }

    /// Returns whether arguments fit the contract, its recommendations and its freedoms.
    func fits(_ arguments: JSONObject) -> Bool {
        generator.isValid(.object(arguments)) && isSendable(arguments)
    }

    /// Whether a request can carry arguments as they are: not each text in a path or header, nor each array as text.
    private func isSendable(_ arguments: JSONObject) -> Bool {
        let request = action.request
        guard request.obstacle(to: arguments) == nil else { return false }
        let arrays = arguments.filter { request.isText($0.name) && $0.value.arrayValue != nil }
        guard !arrays.isEmpty else { return true }
        let received = request.received(arguments)
        return arrays.allSatisfy { received[$0.name] == $0.value }
    }

    /// The working example with one member at one of its boundaries.
    func edges(of member: String?) -> [Template] {
        let all = made.withLock { made in
            let edges = made.edges ?? makeEdges()
            made.edges = edges
            return edges
        }
        return all.filter { $0.place?.tokens.first.map { ExactString($0) } == member.map { ExactString($0) } }
    }

    /// The working example with one keyword of the schema broken.
    var broken: [Template] {
        made.withLock { made in
            let broken = made.broken ?? makeBroken()
            made.broken = broken
            return broken
        }
    }

    /// Returns a random request, the same for the same seed and number.
    func random(_ number: Int, seed: UInt64) -> Template? {
        var random = SeededRandom(seed: seed, stream: "\(action.name) \(number)")
        guard let object = generator.valid(using: &random)?.objectValue else { return nil }
        let arguments = replacingIdentifiers(in: withoutCursors(object)) { maker, text in
            if random.happens(percent: 75) { return Self.existing }
            return maker == .client && random.happens(percent: 50) ? Self.stranger : text
        }
        return fits(arguments) ? Template(name: "random request \(number)", arguments: arguments) : nil
    }

    // MARK: Generation

    private func makeEdges() -> [Template] {
        let base = base
        var seen: Set<JSONObject> = [base]
        return generator.edges.compactMap { edge in
            guard let object = edge.value.objectValue else { return nil }
            var arguments = base
            if let member = edge.location.tokens.first {
                arguments[member] = object[member]
            } else {
                arguments = replacingIdentifiers(in: object) { _, _ in Self.existing }
            }
            arguments = withoutCursors(arguments)
            guard fits(arguments), seen.insert(arguments).inserted else { return nil }
            return Template(name: edge.name, arguments: arguments, place: edge.location)
        }
    }

    private func makeBroken() -> [Template] {
        let base = base
        var seen = Set(BrokenArguments.all(of: action, base).map(\.arguments))
        return generator.broken.compactMap { broken in
            guard let object = broken.value.objectValue else { return nil }
            var arguments = base
            if let member = broken.instanceLocation.tokens.first {
                arguments[member] = object[member]
            } else {
                for name in base.names where object[name] == nil { arguments[name] = nil }
            }
            let request = action.request
            guard arguments.allSatisfy({ !request.isText($0.name) || $0.value.objectValue == nil }),
                isSendable(arguments),
                action.refuses(arguments),
                seen.insert(arguments).inserted
            else { return nil }
            return Template(name: broken.name, arguments: arguments, place: broken.instanceLocation)
        }
    }

    /// Returns the arguments without cursors, which only a service can make.
    private func withoutCursors(_ arguments: JSONObject) -> JSONObject {
        var arguments = arguments
        for entry in action.annotations(ofRequest: arguments).entries where entry.annotation.isCursor {
            if let name = entry.pointer.tokens.first { arguments[name] = nil }
        }
        return arguments
    }

    /// Returns the arguments with ids replaced.
    private func replacingIdentifiers(
        in arguments: JSONObject,
        _ replacement: (ValueAnnotation.Maker, String) -> String
    ) -> JSONObject {
        var value = JSONValue.object(arguments)
        for entry in action.annotations(ofRequest: arguments).entries {
            guard let maker = entry.annotation.identity, let id = value[entry.pointer] else { continue }
            if let text = id.stringValue {
                value = value.replacing(at: entry.pointer, with: .string(replacement(maker, text)))
            } else if let text = id.identifierText, replacement(maker, text) == Self.existing,
                let example = JSONValue.object(example.request)[entry.pointer]
            {
                value = value.replacing(at: entry.pointer, with: example)
            }
        }
        return value.objectValue ?? arguments
    }
}
