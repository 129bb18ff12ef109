import Contracts
import JSON
import JSONSchema
import VerifierEvents

/// A model of an action's arguments: which are ids, of what kind, and the values of the others.
///
/// It is derived from the request schema, its annotations, and the examples that a walk may send.
struct ArgumentModel: Sendable {
    /// An argument.
    struct Argument: Sendable {
        /// The kind of its values.
        enum Kind: Sendable {
            /// An id that the client chooses.
            case client
            /// An id of the service.
            case server
            /// One of the listed values.
            case listed([JSONValue])
            /// The maximum number of elements of a list.
            case limit
            /// A text.
            case text
            /// A number.
            case number
        }

        /// The place in the arguments: one name, or two.
        let path: [String]
        /// The kind of its values.
        let kind: Kind
        /// Whether requests without it are valid, too.
        let isOptional: Bool
        /// Values of examples.
        let examples: [JSONValue]

        /// The member's own name.
        var name: String { path.last ?? "" }
    }

    /// The action.
    let action: Action
    /// Its arguments in the order of the schema.
    let arguments: [Argument]

    /// Values to find out the kind of an argument without an example.
    private static let probes: [JSONValue] = ["10", "hello", .number(1), .bool(true)]

    /// Creates the model; without arguments where no example may be sent.
    init(_ action: Action) {
        self.action = action
        let usable = action.examples.map(\.request).filter { Self.isJudged($0, action) }
        guard let base = usable.max(by: { Self.leaves($0).count < Self.leaves($1).count }) else {
            arguments = []
            return
        }
        var paths: [[String]] = []
        var values: [[String]: [JSONValue]] = [:]
        for request in usable {
            for (path, value) in Self.leaves(request) {
                if values[path] == nil { paths.append(path) }
                if !(values[path] ?? []).contains(value) { values[path, default: []].append(value) }
            }
        }
        for name in action.request.names where values[[name]] == nil {
            guard !paths.contains(where: { $0.first == name }) else { continue }
            let fitting = Self.probes.filter {
                Self.isJudged(Self.replacing([name], with: $0, in: base), action)
            }
            guard let first = fitting.first else { continue }
            paths.append([name])
            values[[name]] = [first]
        }
        // A cursor that nobody has answered is refused, in whatever order a service looks at its arguments.
        paths.removeAll { path in
            let request = Self.replacing(path, with: values[path]?.first, in: base)
            let pointer = path.reduce(JSONPointer()) { $0.appending($1) }
            return action.annotations(ofRequest: request)[pointer]?.isCursor == true
        }
        let claimed = action.userArguments.map { name in
            Argument(path: [name], kind: .client, isOptional: false, examples: [])
        }
        arguments =
            paths.map { path in
                let examples = values[path] ?? []
                let request = Self.replacing(path, with: examples.first, in: base)
                return Argument(
                    path: path,
                    kind: Self.kind(of: path, examples, in: request, action),
                    isOptional: usable.contains {
                        Self.isJudged(Self.replacing(path, with: nil, in: $0), action)
                    },
                    examples: examples
                )
            } + claimed
    }

    /// Returns whether the response to a request may be judged: the request fits its schema and recommendations, and is outside of
    /// the service's freedoms.
    static func isJudged(_ request: JSONObject, _ action: Action) -> Bool {
        var request = request
        _ = RequestUser.header(from: &request, of: action)
        let value = JSONValue.object(request)
        return action.request.schema.isValid(value) && action.advice.allSatisfy { $0.schema.isValid(value) }
            && action.freedoms.allSatisfy { $0.schema.isValid(value) }
    }

    private static func kind(
        of path: [String],
        _ examples: [JSONValue],
        in request: JSONObject,
        _ action: Action
    ) -> Argument.Kind {
        let pointer = path.reduce(JSONPointer()) { $0.appending($1) }
        let annotation = action.annotations(ofRequest: request)[pointer]
        switch annotation?.identity {
        case .client: return .client
        case .server: return .server
        case nil: break
        }
        if annotation?.isLimit == true { return .limit }
        let listed = listedValues(at: path, in: action).filter {
            isJudged(replacing(path, with: $0, in: request), action)
        }
        if !listed.isEmpty { return .listed(listed) }
        switch examples.first {
        case .number: return .number
        case .bool: return .listed([true, false])
        default: break
        }
        return .text
    }

    /// Returns the values that the request schema, its recommendations and its freedoms list for an argument.
    private static func listedValues(at path: [String], in action: Action) -> [JSONValue] {
        let sources = [action.request.expanded] + action.advice.map(\.source) + action.freedoms.map(\.source)
        for source in sources.reversed() {
            var schema: JSONValue? = source
            for name in path { schema = schema?["properties"]?[name] }
            if let values = schema?["enum"]?.arrayValue { return values }
        }
        return []
    }

    private static func leaves(_ request: JSONObject) -> [(path: [String], value: JSONValue)] {
        request.flatMap { member -> [(path: [String], value: JSONValue)] in
            if case .object(let inner) = member.value {
                return inner.map { (path: [member.name, $0.name], value: $0.value) }
            }
            return [(path: [member.name], value: member.value)]
        }
    }

    private static func replacing(_ path: [String], with value: JSONValue?, in request: JSONObject)
        -> JSONObject
    {
        var request = request
        guard let first = path.first else { return request }
        guard path.count > 1 else {
            request[first] = value
            return request
        }
        var inner = request[first]?.objectValue ?? JSONObject()
        inner[path[1]] = value
        request[first] = .object(inner)
        return request
    }
}
