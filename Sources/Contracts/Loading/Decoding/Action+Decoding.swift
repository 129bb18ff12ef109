import JSON
import JSONSchema

extension Action {
    /// Decodes a file of `actions/`.
    init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let name = node.string("action"), let method = node.string("method"),
            let request = node["request"].map({ Request($0, compiler: &compiler) })
        else { return nil }
        self.init(
            name: name,
            summary: node.string("summary") ?? "",
            path: node.string("path").flatMap(PathTemplate.init),
            method: method,
            onlyReads: node["safe"]?.bool ?? false,
            isSingleton: node["singleton"]?.bool ?? false,
            request: request,
            advice: node.elements("advice").compactMap { Advice($0, compiler: &compiler) },
            poll: node["poll"].flatMap(Polling.init),
            load: node["load"].flatMap(ActionLoad.init),
            freedoms: node.elements("free").compactMap { Freedom($0, compiler: &compiler) },
            forms: node.elements("forms").compactMap { WireForm($0, compiler: &compiler) },
            responses: Self.responses(node, compiler: &compiler),
            leeway: node.elements("leeway").compactMap { EffectLeeway($0, compiler: &compiler) },
            tables: TableUse(
                reads: node["tables"]?.strings("reads") ?? [],
                writes: node["tables"]?.strings("writes") ?? []
            ),
            behaviour: node["behaviour"].map { Self.behaviour($0, compiler: &compiler) },
            authorization: node["authorization"].map(ActionAuthorization.init),
            rules: node.elements("rules").compactMap { Rule($0, action: name) },
            examples: node.elements("examples").compactMap(Example.init),
            location: node.location
        )
    }

    private static func behaviour(_ node: Node, compiler: inout SchemaCompiler) -> Behaviour {
        var decoder = BehaviourDecoder(compiler: compiler)
        let behaviour = decoder.behaviour(node)
        compiler = decoder.compiler
        return behaviour
    }

    private static func responses(
        _ node: Node,
        compiler: inout SchemaCompiler
    ) -> [Int: ResponseContract] {
        var responses: [Int: ResponseContract] = [:]
        for (name, response) in node.members("responses") {
            guard let status = Int(name) else { continue }
            responses[status] = ResponseContract(
                schema: response["body"].map { compiler.schema(at: $0) },
                source: response["body"]?.value,
                contentType: response.string("contentType"),
                headers: response["headers"].map { ResponseHeaders($0, compiler: &compiler) },
                rule: response.string("rule"),
                equivalent: response["equivalent"].flatMap { EquivalentResponse($0, compiler: &compiler) },
                leeway: response["leeway"].flatMap(StatusLeeway.init),
                untested: response.string("untested"),
                location: response.location
            )
        }
        return responses
    }
}

extension Advice {
    fileprivate init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let rule = node.string("rule"), let schema = node["schema"] else { return nil }
        self.init(
            rule: rule,
            schema: compiler.schema(at: schema),
            source: schema.value,
            location: node.location
        )
    }
}

extension Polling {
    fileprivate init?(_ node: Node) {
        guard let seconds = node["seconds"]?.value.numberValue?.doubleValue else { return nil }
        self.init(seconds: seconds, newer: node.string("newer"))
    }
}

extension Freedom {
    fileprivate init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let reason = node.string("reason"), let schema = node["schema"] else { return nil }
        self.init(
            reason: reason,
            schema: compiler.schema(at: schema),
            source: schema.value,
            location: node.location
        )
    }
}

extension EquivalentResponse {
    fileprivate init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let status = node["status"]?.int else { return nil }
        self.init(
            status: status,
            schema: node["body"].map { compiler.schema(at: $0) },
            source: node["body"]?.value
        )
    }
}

extension StatusLeeway {
    fileprivate init?(_ node: Node) {
        guard let status = node["status"]?.int, let rule = node.string("rule") else { return nil }
        self.init(
            status: status,
            rule: rule,
            unchanged: node.string("unchanged") ?? rule,
            location: node.location
        )
    }
}

extension EffectLeeway {
    fileprivate init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let rule = node.string("rule"), let record = node["record"] else { return nil }
        self.init(
            rule: rule,
            request: node["request"].map { compiler.schema(at: $0) },
            record: compiler.schema(at: record),
            members: node.elements("members").compactMap(\.pointer),
            isRepeated: node["again"]?.bool ?? false,
            location: node.location
        )
    }
}

extension WireForm {
    fileprivate init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let name = node.string("name"), let rule = node.string("rule"),
            let via = node.string("via").flatMap(Route.init), let match = node["match"]
        else { return nil }
        self.init(
            name: name,
            rule: rule,
            via: via,
            match: compiler.schema(at: match),
            renamings: node.members("rename").compactMap { member, argument in
                argument.string.map { Renaming(member: member, argument: $0) }
            },
            warning: node.string("warning"),
            location: node.location
        )
    }
}

extension Example {
    fileprivate init?(_ node: Node) {
        guard let name = node.string("name"), let request = node["request"]?.object,
            let status = node["response"]?["status"]?.int
        else { return nil }
        self.init(
            name: name,
            summary: node.string("summary"),
            after: node.strings("after").compactMap(Reference.init),
            form: node.string("form"),
            request: request,
            status: status,
            body: node["response"]?["body"]?.value,
            rule: node.string("rule"),
            location: node.location
        )
    }
}
