public import JSON
public import JSONSchema

/// One action of the service: `actions/AREA/NAME.json`.
public struct Action: Sendable {
    /// The name, such as `chat/send`.
    public var name: String
    /// A description in one sentence.
    public var summary: String
    /// The HTTP method, in capitals.
    public var method: String
    /// The place and the schema of its arguments.
    public var request: Request
    /// The recommendations for requests beyond the schema.
    public var advice: [Advice]
    /// The recommended polling interval; `nil` where the contract has none.
    public var poll: Polling?
    /// The expected rate of requests; `nil` where the contract has none.
    public var load: ActionLoad?
    /// The requests that the service may serve or refuse.
    public var freedoms: [Freedom]
    /// Other ways to send its arguments.
    public var forms: [WireForm]
    /// Its responses by status.
    public var responses: [Int: ResponseContract]
    /// The effects that only a SHOULD requires.
    public var leeway: [EffectLeeway]
    /// The tables that it reads and writes.
    public var tables: TableUse
    /// The behaviour as data; `nil` where the contract has none.
    public var behaviour: Behaviour?
    /// The requirements on a token; `nil` where the contract has none.
    public var authorization: ActionAuthorization?
    /// Its rules.
    public var rules: [Rule]
    /// Complete exchanges.
    public var examples: [Example]
    /// The location of the file.
    public var location: SourceLocation

    /// Returns the wire form of a name.
    /// - Complexity: O(*n*) in the number of forms.
    public func form(named name: String) -> WireForm? {
        forms.first { ExactString($0.name) == ExactString(name) }
    }

    /// Returns the example of a name.
    /// - Complexity: O(*n*) in the number of examples.
    public func example(named name: String) -> Example? {
        examples.first { ExactString($0.name) == ExactString(name) }
    }

    /// Returns the annotations of a request's arguments; none where the arguments do not fit the schema.
    public func annotations(ofRequest arguments: JSONObject) -> AnnotationIndex {
        AnnotationIndex(of: .object(arguments), by: request.schema)
    }

    /// Returns the annotations of a response's body; none where the status is not in the contract or the body does not
    /// fit its schema.
    public func annotations(ofResponse body: JSONValue, status: Int) -> AnnotationIndex {
        guard let schema = responses[status]?.schema else { return AnnotationIndex() }
        return AnnotationIndex(of: body, by: schema)
    }
}

/// The place and the schema of an action's arguments.
public struct Request: Sendable {
    /// The place of arguments in a request.
    public enum Place: String, Sendable, Hashable, CaseIterable {
        /// In the query: all strings.
        case query
        /// In a JSON body.
        case body
    }

    /// The place of the arguments.
    public var place: Place
    /// The schema of the MUST rules: requests that it rejects have to be answered 4xx.
    public var schema: Schema
    /// The source of the schema.
    public var source: JSONValue
    /// The reader of query values by the schema's types; set when the contract is complete.
    var queryValues = QueryValues()

    /// Returns the arguments as the service receives them: those of a query are read back from text, without null and empty ones.
    ///
    /// - Complexity: O(*n*) in the size of the arguments of a query; those of a body are returned as they are.
    public func received(_ arguments: JSONObject) -> JSONObject {
        guard place == .query else { return arguments }
        return JSONObject(
            arguments.compactMap { argument in
                guard let text = QueryValues.text(of: argument.value), !text.isEmpty else { return nil }
                let value = queryValues.value(of: text, named: argument.name)
                return JSONMember(name: argument.name, value: value)
            }
        )
    }
}

/// A recommendation for requests beyond the schema.
public struct Advice: Sendable {
    /// The id of its rule.
    public var rule: String
    /// A schema over the arguments.
    public var schema: Schema
    /// The source of the schema.
    public var source: JSONValue
    /// The location of the recommendation.
    public var location: SourceLocation
}

/// The recommended polling interval of an action.
public struct Polling: Sendable, Hashable {
    /// The seconds between two requests.
    public var seconds: Double
    /// The argument that requests only newer items; `nil` where there is none.
    public var newer: String?
}

/// Requests that a service may serve or refuse: a request that does not fit the schema is judged only for a 5xx response.
public struct Freedom: Sendable {
    /// The reason why both are right.
    public var reason: String
    /// A schema over the arguments.
    public var schema: Schema
    /// The source of the schema.
    public var source: JSONValue
    /// The location of the freedom.
    public var location: SourceLocation
}

/// A response of an action.
public struct ResponseContract: Sendable {
    /// The schema of the body; `nil` where there is none.
    public var schema: Schema?
    /// The source of the schema.
    public var source: JSONValue?
    /// The media type of the body, in lower case; `nil` for JSON.
    public var contentType: String?
    /// The id of the rule that a body outside the schema breaks; `nil` for the service's own rule.
    public var rule: String?
    /// Another response with the same meaning; examples and random walks accept either.
    public var equivalent: EquivalentResponse?
    /// What a service may do instead of this response; `nil` where only a refusal is right.
    public var leeway: StatusLeeway?
    /// The location of the response.
    public var location: SourceLocation
}

extension ResponseContract {
    /// Whether the body is JSON, by its media type (RFC 6839, section 3.1).
    public var isJSON: Bool {
        contentType.map { $0 == "application/json" || $0.hasSuffix("+json") } ?? true
    }
}

/// A response with the same meaning as another one.
public struct EquivalentResponse: Sendable {
    /// The status.
    public var status: Int
    /// The schema of the body; `nil` for any body.
    public var schema: Schema?
    /// The source of the schema.
    public var source: JSONValue?
}

/// The tables that an action uses, by name.
public struct TableUse: Sendable, Hashable {
    /// The tables that it reads.
    public var reads: [String]
    /// The tables that it writes.
    public var writes: [String]

    /// Creates a table use.
    public init(reads: [String] = [], writes: [String] = []) {
        self.reads = reads
        self.writes = writes
    }
}
