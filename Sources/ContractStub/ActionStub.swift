import Contracts
import JSON
import JSONSchema
import Lambda

/// A stub for one action.
struct ActionStub: Sendable {
    private let action: Action
    private let choice: ExampleSelector
    /// The names that the request's schema describes; everything else in a request is ignored.
    private let names: Set<ExactString>
    private let seed: UInt64
    /// The status of a success; the lowest one in the contract.
    private let status: Int
    private let instance: PlausibleInstance?
    private let schemaPlace: SourceLocation?
    private let errors: ErrorResponses
    /// Made-up header fields of responses whose contract asks for some, by status.
    private let headers: [Int: [HeaderField]]

    init(_ action: Action, in contract: Contract, seed: UInt64) {
        self.action = action
        self.seed = seed
        let names = contract.argumentNames(of: action)
        self.names = names
        choice = ExampleSelector(action, names: names)
        let statuses = action.responses.keys.sorted()
        status =
            statuses.first { (200..<300).contains($0) } ?? statuses.first { $0 < 400 } ?? statuses.first
            ?? 200
        schemaPlace = action.responses[status]?.location
        errors = ErrorResponses(contract, seed: seed)
        headers = action.responses.compactMapValues { $0.headers?.madeUp(in: contract.registry, seed: seed) }
        instance = action.responses[status]?.schema.map { PlausibleInstance($0, in: contract.registry) }
    }

    /// Returns the response to arguments; `nil` where they do not fit the action's schema and no example shows the refusal.
    ///
    /// - Parameters:
    ///   - arguments: The request's arguments.
    ///   - now: The time, in milliseconds since 1970-01-01T00:00Z.
    /// - Returns: The response.
    /// - Complexity: O(*e* × *n*) in the number of examples and the size of the arguments, and the square of the size of a
    ///   generated response, whose every member is validated in its place.
    func answer(to arguments: JSONObject, now: Int) -> LambdaResponse? {
        let isValid = action.request.schema.isValid(.object(arguments))
        let arguments = arguments.only(names)
        guard let match = choice.match(arguments, isValid: isValid) else {
            return isValid ? generated(for: arguments, now: now) : nil
        }
        let example = match.example
        let schema = action.responses[example.status]?.schema
        guard let body = example.body else { return response(example.status, nil, from: example) }
        let rewriter = ExampleRewriter(example, of: action, schema: schema, random: random(arguments))
        if let body = rewriter.body(for: arguments, variables: match.variables, isExact: match.isExact) {
            return response(example.status, body, from: example)
        }
        // With the request's values it breaks its own schema; without them it is valid, unless it contains variables.
        guard Template(body).isConstant else { return generated(for: arguments, now: now) }
        return response(example.status, body, from: example)
    }

    /// Returns a response generated from the schema; 501 where the schema has a body for which no value can be generated, since an
    /// empty success would be misleading.
    private func generated(for arguments: JSONObject, now: Int) -> LambdaResponse {
        var random = random(arguments)
        let clock = StubClock(now: now, seed: random.next())
        let body = instance?.make(for: arguments, at: clock, using: &random)
        if instance != nil, body == nil {
            let place = schemaPlace.map { " at \($0.file)#\($0.pointer)" } ?? ""
            let text =
                "no value was found that the schema of \(action.name)'s answer \(status)\(place) takes; add an example of it"
            return errors.response(501, ErrorReason(text), for: action)
        }
        return response(status, body, from: nil)
    }

    /// Returns the random numbers of a request: the same for the same seed, action and arguments, in any order of requests.
    private func random(_ arguments: JSONObject) -> SeededRandom {
        let text = JSONValue.object(arguments).sorted().compactText
        return SeededRandom(seed: seed, stream: "\(action.name) \(text)")
    }

    private func response(_ status: Int, _ body: JSONValue?, from example: Example?) -> LambdaResponse {
        var response = LambdaResponse(status: status)
        response.headers[ContractStub.header] =
            example.map { "example \"\(Self.headerText($0.name))\"" } ?? "generated"
        let listed = action.responses[status]
        for field in headers[status] ?? [] { response.headers[field.name] = field.value }
        if body != nil || listed?.contentType != nil {
            response.headers["Content-Type"] = listed?.contentType ?? "application/json"
        }
        if let body {
            response.body =
                listed?.isJSON == false
                ? Array((body.stringValue ?? body.compactText).utf8) : body.serialized()
        }
        return response
    }

    /// Returns a name for use in a quoted header value: printable ASCII, with quotes and backslashes escaped.
    ///
    /// Source: RFC 9110, section 5.6.4, "Quoted Strings".
    private static func headerText(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append((0x20...0x7E).contains(scalar.value) ? scalar : "?")
        }
        return text
    }
}

extension JSONObject {
    /// Returns the members with some names, if any names are given.
    func only(_ names: Set<ExactString>) -> JSONObject {
        names.isEmpty ? self : JSONObject(filter { names.contains(ExactString($0.name)) })
    }
}
