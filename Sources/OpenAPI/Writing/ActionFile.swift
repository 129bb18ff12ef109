import Contracts
import JSON

/// Writes the file of an action, but for its rules and examples.
struct ActionFile {
    private let plan: ActionPlan
    private let security: SecuritySchemes
    private let error: SourceLocation?
    /// What leads from the file's folder to the contract folder.
    private let prefix: String

    init(_ plan: ActionPlan, security: SecuritySchemes, error: SourceLocation?) {
        self.plan = plan
        self.security = security
        self.error = error
        prefix = String(
            repeating: "../",
            count: plan.operation.name.utf8.count { $0 == UInt8(ascii: "/") } + 1
        )
    }

    func json(_ converter: inout SchemaConverter) -> JSONObject {
        let operation = plan.operation
        var action: JSONObject = [
            "$schema": .string("\(prefix)meta/action.schema.json"),
            "action": .string(operation.name),
            "summary": .string(operation.summary),
            "method": .string(operation.method),
            "path": .string(operation.path.text { "{\(plan.pathNames[$0] ?? $0)}" }),
        ]
        let request = request(&converter)
        if !request.isEmpty { action["request"] = .object(request) }
        action["responses"] = .object(responses(&converter))
        if security.json != nil {
            action["authorization"] = operation.access == .anyone ? ["public": true] : [:]
        }
        if !plan.reads.isEmpty || !plan.writes.isEmpty {
            var tables: JSONObject = ["reads": .array(plan.reads.sorted().map(JSONValue.string))]
            if !plan.writes.isEmpty { tables["writes"] = .array(plan.writes.sorted().map(JSONValue.string)) }
            action["tables"] = .object(tables)
        }
        if let behaviour = plan.behaviour { action["behaviour"] = .array(behaviour) }
        return action
    }

    // MARK: The request

    private func request(_ converter: inout SchemaConverter) -> JSONObject {
        var request = JSONObject()
        var styles = JSONObject()
        let path = plan.operation.parameters(in: .path)
        for (member, parameters) in [
            ("path", path), ("query", plan.parameters.filter { $0.place == .query }),
            ("headers", plan.parameters.filter { $0.place == .header }),
        ] where !parameters.isEmpty {
            var properties = JSONObject()
            var required: [JSONValue] = []
            for parameter in parameters {
                let name =
                    parameter.place == .path
                    ? plan.pathNames[parameter.name] ?? parameter.name : parameter.name
                properties[name] = schema(of: parameter, &converter)
                if parameter.isRequired { required.append(.string(name)) }
                if parameter.isJoined { styles[name] = "comma" }
            }
            var schema: JSONObject = ["type": "object"]
            if !required.isEmpty { schema["required"] = .array(required) }
            schema["properties"] = .object(properties)
            request[member] = .object(schema)
        }
        if let body = plan.operation.body {
            for name in FormBodies(facts: converter.facts).joined(body, &converter) { styles[name] = "comma" }
        }
        if !styles.isEmpty { request["styles"] = .object(styles) }
        if let body = plan.operation.body { add(body, to: &request, &converter) }
        return request
    }

    private func schema(of parameter: Parameter, _ converter: inout SchemaConverter) -> JSONValue {
        var schema: JSONObject = ["type": "string"]
        if let type = plan.types[parameter.name]?.objectValue {
            schema = type
        } else if let node = parameter.schema {
            guard case .object(let converted) = converter.schema(node, .request, prefix: prefix) else {
                return true
            }
            schema = converted
        }
        if let text = parameter.node.string("description"), !text.isEmpty, schema["description"] == nil,
            parameter.node.string("in") != nil
        {
            schema["description"] = .string(text)
        }
        if let annotation = plan.annotations[parameter.name] {
            var all = schema["understudy"]?.objectValue ?? JSONObject()
            for member in annotation { all[member.name] = member.value }
            schema["understudy"] = .object(all)
        }
        return .object(schema)
    }

    private func add(_ body: Media, to request: inout JSONObject, _ converter: inout SchemaConverter) {
        let schema = body.schema.map { converter.schema($0, .request, prefix: prefix) }
        let fallback: JSONValue = body.encoding == .text ? ["type": "string"] : ["type": "object"]
        request["body"] = schema ?? fallback
        // An empty text is no body.
        if body.encoding == .text, case .object(var text) = request["body"], text["minLength"] == nil {
            text["minLength"] = 1
            request["body"] = .object(text)
        }
        if let argument = plan.bodyArgument { request["bodyArgument"] = .string(argument) }
        if let encoding = body.encoding, encoding != .json {
            request["bodyEncoding"] = .string(encoding.rawValue)
        }
        guard plan.bodyArgument == nil, let node = body.schema, !plan.operation.isBodyRequired,
            !converter.facts.required(node).isEmpty
        else { return }
        converter.notes.omitted(
            at: body.node.location,
            "the body is not marked as required, but its schema has required members",
            "add \"required\": true to the request body"
        )
    }

    // MARK: Responses

    private func responses(_ converter: inout SchemaConverter) -> JSONObject {
        var responses = JSONObject()
        let listed = Set(plan.operation.answers.map(\.status))
        for answer in plan.operation.answers {
            responses[String(answer.status)] = response(answer, &converter)
        }
        for status in plan.added.subtracting(listed).sorted() {
            var response = JSONObject()
            if let error {
                response["body"] = ["$ref": converter.reference(to: error, .response, prefix: prefix)]
            }
            responses[String(status)] = .object(response)
            converter.notes.omitted(
                at: plan.operation.node.location.appending("responses"),
                status == 404
                    ? "no 404 is listed for an id that is not there, so it was added"
                    : "no \(status) is listed for an id that is taken, so it was added",
                "describe it"
            )
        }
        return JSONObject(responses.members.sorted { $0.name < $1.name })
    }

    private func response(_ answer: Operation.Answer, _ converter: inout SchemaConverter) -> JSONValue {
        var response = JSONObject()
        if let summary = answer.summary { response["summary"] = .string(summary) }
        if let media = answer.media {
            let schema = media.schema.map { converter.schema($0, .response, prefix: prefix) }
            switch media.encoding {
            case .json: response["body"] = schema ?? true
            case .text, .form: response["body"] = schema
            case nil: break
            }
            if media.type != "application/json", !media.type.contains("*") {
                response["contentType"] = .string(media.type)
            }
        }
        guard !answer.headers.isEmpty else { return .object(response) }
        var properties = JSONObject()
        for header in answer.headers {
            properties[header.name] =
                header.schema.map { converter.schema($0, .response, prefix: prefix) } ?? true
        }
        var headers: JSONObject = ["type": "object"]
        let required = answer.headers.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { headers["required"] = .array(required) }
        headers["properties"] = .object(properties)
        response["headers"] = .object(headers)
        return .object(response)
    }
}
