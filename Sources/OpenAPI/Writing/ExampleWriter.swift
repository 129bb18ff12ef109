import Contracts
import JSON

/// Writes the examples of an action that has no behaviour: from those that the description shows, else from schemas.
struct ExampleWriter {
    private let index: Int
    private let plan: ActionPlan
    private let action: JSONObject
    private let requests: SampleRequests

    init(_ index: Int, _ requests: SampleRequests) {
        self.index = index
        self.requests = requests
        plan = requests.plans[index]
        action = requests.actions[index]
    }

    /// The examples; what does not fit its own schema is noted.
    func examples(_ notes: inout Notes) -> [JSONValue] {
        let shown = shownExamples(&notes)
        return shown.isEmpty ? [madeExample].compactMap { $0 } : shown
    }

    private func shownExamples(_ notes: inout Notes) -> [JSONValue] {
        let operation = plan.operation
        let bodies =
            operation.body.map { media in
                media.examples(requests.facts).map { (name: $0.name, value: requests.sent($0.value, media)) }
            } ?? []
        var examples: [JSONValue] = []
        var names: Set<String> = []
        var sent: Set<JSONObject> = []
        for answer in operation.answers where (200..<300).contains(answer.status) {
            var shown =
                answer.media?.examples(requests.facts).map { (name: $0.name, value: Optional($0.value)) }
                ?? []
            if answer.media == nil { shown = [("example", nil)] }
            for (place, response) in shown.enumerated() {
                let body = bodies.first { $0.name == response.name } ?? (place == 0 ? bodies.first : nil)
                guard operation.body == nil || body != nil, let request = request(body?.value) else {
                    continue
                }
                let location = answer.media?.node.location ?? operation.node.location
                // A request has one answer.
                guard fits(request, response.value, answer, location, &notes), sent.insert(request).inserted
                else { continue }
                var name = response.name == "example" ? "\(answer.status)" : response.name
                if !names.insert(name).inserted { name += " \(answer.status)" }
                examples.append(example(name, request, answer.status, response.value))
            }
        }
        return examples
    }

    /// An example with a request and a response that their schemas take; `nil` where none are found.
    private var madeExample: JSONValue? {
        guard let answer = plan.operation.success, let body = requests.body(of: index),
            let request = requests.arguments(of: index, body: body)
        else { return nil }
        let schema = action["responses"]?[String(answer.status)]?["body"]
        let value = schema.flatMap { requests.schemas.typical($0, action: plan.operation.name) }
        guard schema == nil || value != nil else { return nil }
        return example(String(answer.status), request, answer.status, value)
    }

    private func example(_ name: String, _ request: JSONObject, _ status: Int, _ body: JSONValue?)
        -> JSONValue
    {
        var response: JSONObject = ["status": .number(JSONNumber(status))]
        if let body { response["body"] = body }
        return ["name": .string(name), "request": .object(request), "response": .object(response)]
    }

    /// The arguments of an example; `nil` where no value is found for one that is required.
    private func request(_ body: JSONValue?) -> JSONObject? {
        let members = plan.bodyArgument.flatMap { name in body.map { [name: $0] as JSONObject } }
        return requests.arguments(of: index, body: members ?? body?.objectValue ?? JSONObject())
    }

    private func fits(
        _ request: JSONObject,
        _ response: JSONValue?,
        _ answer: Operation.Answer,
        _ location: SourceLocation,
        _ notes: inout Notes
    ) -> Bool {
        let name = plan.operation.name
        for member in ["path", "query", "headers", "body"] {
            guard let schema = action["request"]?[member] else { continue }
            var value = JSONValue.object(request)
            if member == "body", let argument = plan.bodyArgument { value = request[argument] ?? .null }
            if let misfit = requests.schemas.misfit(value, schema, action: name) {
                notes.omitted(
                    at: location,
                    "the example's request does not fit its schema: \(misfit)",
                    "correct it"
                )
                return false
            }
        }
        if let response, let schema = action["responses"]?[String(answer.status)]?["body"],
            let misfit = requests.schemas.misfit(response, schema, action: name)
        {
            notes.omitted(at: location, "the example does not fit its schema: \(misfit)", "correct it")
            return false
        }
        return true
    }
}
