public import JSON
public import JSONSchema

/// One action of the service: `actions/AREA/NAME.json`.
public struct Action: Sendable {
    /// The name: `chat/send`.
    public var name: String
    /// The action in one sentence.
    public var summary: String
    /// The HTTP method that it answers to, in capitals.
    public var method: String
    /// Where its arguments stand and what they must look like.
    public var request: Request
    /// What a request should look like beyond what it must.
    public var advice: [Advice]
    /// How often clients are meant to ask again; `nil` where the contract does not say.
    public var poll: Polling?
    /// How often it is asked for; `nil` where the contract does not say.
    public var load: ActionLoad?
    /// What the service may serve or refuse as it likes.
    public var freedoms: [Freedom]
    /// Other ways in which its arguments arrive.
    public var forms: [WireForm]
    /// Its answers by status.
    public var responses: [Int: ResponseContract]
    /// What of its effects only a SHOULD asks for.
    public var leeway: [EffectLeeway]
    /// The tables that it touches.
    public var tables: TableUse
    /// What it asks of a token; `nil` where the contract does not say.
    public var authorization: ActionAuthorization?
    /// Its rules.
    public var rules: [Rule]
    /// Complete exchanges.
    public var examples: [Example]
    /// Where it is written.
    public var location: SourceLocation

    /// The wire form of a name.
    /// - Complexity: O(*n*) in the number of forms.
    public func form(named name: String) -> WireForm? {
        forms.first { ExactString($0.name) == ExactString(name) }
    }

    /// The example of a name.
    /// - Complexity: O(*n*) in the number of examples.
    public func example(named name: String) -> Example? {
        examples.first { ExactString($0.name) == ExactString(name) }
    }

    /// The annotations of a request's arguments; none where the arguments do not fit the schema.
    public func annotations(ofRequest arguments: JSONObject) -> AnnotationIndex {
        AnnotationIndex(of: .object(arguments), by: request.schema)
    }

    /// The annotations of an answer's body; none where the status is not in the contract or the body does not
    /// fit its schema.
    public func annotations(ofResponse body: JSONValue, status: Int) -> AnnotationIndex {
        guard let schema = responses[status]?.schema else { return AnnotationIndex() }
        return AnnotationIndex(of: body, by: schema)
    }
}

/// Where an action's arguments stand and what they must look like.
public struct Request: Sendable {
    /// Where arguments stand.
    public enum Place: String, Sendable, Hashable, CaseIterable {
        /// In the query: all strings.
        case query
        /// In a JSON body.
        case body
    }

    /// Where the arguments stand.
    public var place: Place
    /// The MUST line: what it refuses has to be answered 4xx.
    public var schema: Schema
    /// The schema as it is written.
    public var source: JSONValue
    /// Reads the values of a query by the schema's types; set when the contract is complete.
    var queryValues = QueryValues()

    /// The arguments as the service receives them: those of a query are read back from text, without null and empty ones.
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

/// What a request should look like beyond what it must.
public struct Advice: Sendable {
    /// The id of the rule that says so.
    public var rule: String
    /// A schema over the arguments.
    public var schema: Schema
    /// The schema as it is written.
    public var source: JSONValue
    /// Where it is written.
    public var location: SourceLocation
}

/// How often clients are meant to ask an action again.
public struct Polling: Sendable, Hashable {
    /// The seconds between two requests.
    public var seconds: Double
    /// The argument by which a client asks only for what is new; `nil` where there is none.
    public var newer: String?
}

/// What a service may serve or refuse as it likes: a request that breaks the schema is not judged by its answer, but
/// for a 5xx.
public struct Freedom: Sendable {
    /// Why both are right.
    public var reason: String
    /// A schema over the arguments.
    public var schema: Schema
    /// The schema as it is written.
    public var source: JSONValue
    /// Where it is written.
    public var location: SourceLocation
}

/// One answer of an action.
public struct ResponseContract: Sendable {
    /// The schema of the body; `nil` where there is none.
    public var schema: Schema?
    /// The schema as it is written.
    public var source: JSONValue?
    /// The media type of the body, in lower case; `nil` for JSON.
    public var contentType: String?
    /// The id of the rule that is broken when the body does not fit; `nil` for the service's own.
    public var rule: String?
    /// Another answer that says the same; examples and random walks take either.
    public var equivalent: EquivalentResponse?
    /// What a service that does not give this answer may do instead; `nil` where only a refusal will do.
    public var leeway: StatusLeeway?
    /// Where it is written.
    public var location: SourceLocation
}

extension ResponseContract {
    /// Whether the body is JSON, by its media type (RFC 6839, section 3.1).
    public var isJSON: Bool {
        contentType.map { $0 == "application/json" || $0.hasSuffix("+json") } ?? true
    }
}

/// An answer that says the same as another one.
public struct EquivalentResponse: Sendable {
    /// The status.
    public var status: Int
    /// The schema of the body; `nil` where any will do.
    public var schema: Schema?
    /// The schema as it is written.
    public var source: JSONValue?
}

/// The tables that an action touches, by name.
public struct TableUse: Sendable, Hashable {
    /// Tables that it reads.
    public var reads: [String]
    /// Tables that it writes.
    public var writes: [String]

    /// Makes a table use.
    public init(reads: [String] = [], writes: [String] = []) {
        self.reads = reads
        self.writes = writes
    }
}
