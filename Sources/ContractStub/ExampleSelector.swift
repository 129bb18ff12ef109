import Contracts
import JSON
import JSONSchema

/// Picks the example whose request is most like the one at hand.
///
/// An example whose arguments all equal the request's is taken, a success before a refusal, one without a past (`after`)
/// before one with. Else only successes can be taken, and only those whose *closed* arguments, which stand for one of a
/// few listed values, booleans, lists and objects included, equal the request's: an answer about approved leads is no
/// answer to a question about rejected ones. The greatest score wins, of equal ones the first that is written:
///
/// | what | points |
/// |---|---|
/// | an argument is equal | +4 |
/// | an argument is a variable, `${name}`, in the example | +3 |
/// | an argument has another value | +1 |
/// | only the request has the argument | -1 |
/// | only the example has the argument | -2 |
/// | the example has a past | -1 |
/// | the example's answer has lists, and nothing in them | -2 |
struct ExampleSelector: Sendable {
    /// An example, and how it was found.
    struct Match: Sendable {
        var example: Example
        /// The values that the request gives to the example's variables.
        var variables: Variables
        /// Whether all arguments are equal, variables aside.
        var isExact: Bool
    }

    private let examples: [Example]
    /// The names of arguments that stand for one of a few listed values.
    private let closed: Set<ExactString>

    /// Prepares the examples of an action.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - names: The arguments that count, all where none are named: what a service ignores makes no difference.
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

    /// Whether another text in an argument's place is refused by the values listed for it.
    private static func isListed(_ name: String, in arguments: JSONObject, _ action: Action) -> Bool {
        var probe = arguments
        probe[name] = "~understudy~"
        let errors = action.request.schema.errors(in: .object(probe))
        return errors.contains {
            ["enum", "const"].contains($0.keyword) && $0.instanceLocation.tokens == [name]
        }
    }

    /// The example to answer with; `nil` where none fits.
    ///
    /// - Parameters:
    ///   - arguments: The request's arguments.
    ///   - isValid: Whether they fit the action's schema; where they do not, only an equal example can be taken.
    /// - Returns: The example, and what it was chosen by.
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
        // What is null is taken for what is not there.
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

    /// Whether a value may be another one without changing what is asked.
    private static func isOpen(_ value: JSONValue) -> Bool {
        switch value {
        case .string, .number: true
        case .null, .bool, .array, .object: false
        }
    }

    /// The first of those that score most.
    private static func greatest(_ matches: [(match: Match, score: Int)]) -> Match? {
        guard let most = matches.map(\.score).max() else { return nil }
        return matches.first { $0.score == most }?.match
    }
}

extension Example {
    /// Whether its answer is a success.
    fileprivate var isSuccess: Bool { (200..<300).contains(status) }
}

extension JSONValue {
    /// Whether there are lists among an object's members, all without elements.
    fileprivate var hasOnlyEmptyLists: Bool {
        let lists = (objectValue?.members.map(\.value) ?? [self]).compactMap(\.arrayValue)
        return !lists.isEmpty && lists.allSatisfy(\.isEmpty)
    }
}
