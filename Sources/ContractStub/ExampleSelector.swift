import Contracts
import JSON
import JSONSchema

/// Selects the example whose request is most similar to a given one.
///
/// An example with equal arguments is selected, a success before a refusal, one without examples before it (`after`) before one
/// with. Otherwise only successes are candidates, and only those whose *closed* arguments, which have a few listed values,
/// booleans, lists and objects included, equal the request's: a response about paid orders does not
/// answer a request for rejected ones. The highest score wins, and of equal ones the first in the file:
///
/// | what | points |
/// |---|---|
/// | an argument is equal | +4 |
/// | an argument is a variable, `${name}`, in the example | +3 |
/// | an argument has another value | +1 |
/// | only the request has the argument | -1 |
/// | only the example has the argument | -2 |
/// | the example has others before it (`after`) | -1 |
/// | the example's response has lists, and all are empty | -2 |
struct ExampleSelector: Sendable {
    /// A selected example, and how it was found.
    struct Match: Sendable {
        var example: Example
        /// The request's values of the example's variables.
        var variables: Variables
        /// Whether all arguments are equal, except variables.
        var isExact: Bool
    }

    private let examples: [Example]
    /// The names of arguments with a few listed values.
    private let closed: Set<ExactString>

    /// Prepares the examples of an action.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - names: The arguments to compare, all where none are given: what a service ignores makes no difference.
    init(_ action: Action, names: Set<ExactString>) {
        examples = action.examples.map { example in
            var example = example
            example.request = example.request.only(names)
            return example
        }
        var closed: Set<ExactString> = []
        for example in action.examples where action.request.schema.isValid(.object(example.request)) {
            for member in example.request where Self.isListed(member.name, in: example.request, action) {
                closed.insert(ExactString(member.name))
            }
        }
        self.closed = closed
    }

    /// Returns whether the listed values of an argument exclude another text in its place.
    private static func isListed(_ name: String, in arguments: JSONObject, _ action: Action) -> Bool {
        var probe = arguments
        probe[name] = "~understudy~"
        let errors = action.request.schema.errors(in: .object(probe))
        return errors.contains {
            ["enum", "const"].contains($0.keyword) && $0.instanceLocation.tokens == [name]
        }
    }

    /// Returns the example to answer with; `nil` where none fits.
    ///
    /// - Parameters:
    ///   - arguments: The request's arguments.
    ///   - isValid: Whether they fit the action's schema; where they do not, only an equal example can be selected.
    /// - Returns: The example, and how it was found.
    /// - Complexity: O(*n*) in the size of all examples' requests.
    func match(_ arguments: JSONObject, isValid: Bool) -> Match? {
        let equal = examples.compactMap { equalMatch($0, arguments) }
            .filter { isValid || $0.example.status >= 400 }
            .map { ($0, ($0.example.isSuccess ? 2 : 0) + ($0.example.after.isEmpty ? 1 : 0)) }
        if let best = Self.greatest(equal) { return best }
        guard isValid else { return nil }
        return Self.greatest(examples.filter(\.isSuccess).compactMap { nearMatch($0, arguments) })
    }

    private func equalMatch(_ example: Example, _ arguments: JSONObject) -> Match? {
        guard example.request.count == arguments.count else { return nil }
        var unification = Unification()
        for member in example.request {
            guard let value = arguments[member.name], unification.unify(member.value, value) else {
                return nil
            }
        }
        return Match(example: example, variables: unification.variables, isExact: true)
    }

    private func nearMatch(_ example: Example, _ arguments: JSONObject) -> (match: Match, score: Int)? {
        var unification = Unification()
        var score = 0
        // Null is treated as absent.
        for member in example.request where !member.value.isNull {
            guard let value = arguments[member.name], !value.isNull else {
                if closed.contains(ExactString(member.name)) { return nil }
                score -= 2
                continue
            }
            if value == member.value {
                score += 4
            } else if unification.unify(member.value, value) {
                score += 3
            } else if !closed.contains(ExactString(member.name)), Self.isOpen(member.value),
                Self.isOpen(value)
            {
                score += 1
            } else {
                return nil
            }
        }
        for argument in arguments
        where !argument.value.isNull && example.request[argument.name]?.isNull ?? true {
            if closed.contains(ExactString(argument.name)) { return nil }
            score -= 1
        }
        if !example.after.isEmpty { score -= 1 }
        if let body = example.body, body.hasOnlyEmptyLists { score -= 2 }
        return (Match(example: example, variables: unification.variables, isExact: false), score)
    }

    /// Returns whether a value may be replaced without changing the meaning of the request.
    private static func isOpen(_ value: JSONValue) -> Bool {
        switch value {
        case .string, .number: true
        case .null, .bool, .array, .object: false
        }
    }

    /// Returns the first with the highest score.
    private static func greatest(_ matches: [(match: Match, score: Int)]) -> Match? {
        guard let most = matches.map(\.score).max() else { return nil }
        return matches.first { $0.score == most }?.match
    }
}

extension Example {
    /// Whether its response is a success.
    fileprivate var isSuccess: Bool { (200..<300).contains(status) }
}

extension JSONValue {
    /// Returns whether there are lists among an object's members, all without elements.
    fileprivate var hasOnlyEmptyLists: Bool {
        let lists = (objectValue?.members.map(\.value) ?? [self]).compactMap(\.arrayValue)
        return !lists.isEmpty && lists.allSatisfy(\.isEmpty)
    }
}
