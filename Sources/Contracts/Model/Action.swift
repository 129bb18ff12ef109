public import JSON
public import JSONSchema

/// One action of the service: `actions/NAME.json`.
public struct Action: Sendable {
    /// The name, such as `orders/place`.
    public var name: String
    /// A description in one sentence.
    public var summary: String
    /// The path with the arguments in it; `nil` where requests name the action.
    public var path: PathTemplate?
    /// The HTTP method, in capitals.
    public var method: String
    /// Whether it only reads although its method may write.
    public var onlyReads: Bool
    /// Whether it writes a record that all callers share, so that its cases run alone.
    public var isSingleton: Bool
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

    /// Whether a request of it may be sent to an endpoint that must not be written to: it only reads, by its method (RFC 9110,
    /// section 9.2.1) or by its contract, and writes to no table.
    public var isSafe: Bool { isRead && tables.writes.isEmpty }

    /// Whether it only reads, by its method or by its contract.
    public var isRead: Bool { method == "GET" || onlyReads }

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

    /// Returns the annotations of a response's body, of its lists only the first element's; none where the status is not in the contract
    /// or the body does not fit its schema.
    public func annotations(ofFirstElementsIn body: JSONValue, status: Int) -> AnnotationIndex {
        guard let schema = responses[status]?.schema else { return AnnotationIndex() }
        return AnnotationIndex(ofFirstElementsIn: body, by: schema)
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
    /// The requirements on the header fields; `nil` where the contract has none.
    public var headers: ResponseHeaders?
    /// The id of the rule that a body outside the schema breaks; `nil` for the service's own rule.
    public var rule: String?
    /// Another response with the same meaning; examples and random walks accept either.
    public var equivalent: EquivalentResponse?
    /// What a service may do instead of this response; `nil` where only a refusal is right.
    public var leeway: StatusLeeway?
    /// The reason why no example and no scenario leads to this response; `nil` where one should.
    public var untested: String?
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
