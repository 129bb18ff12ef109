import JSONSchema

extension Service {
    /// Decodes `service.json`.
    init?(_ node: Node, compiler: inout SchemaCompiler) {
        guard let name = node.string("service"), let error = node["error"] else { return nil }
        let limits = node["limits"]
        let budget = node["budget"]
        let standard = (limits: Limits(), budget: Budget())
        self.init(
            name: name,
            summary: node.string("summary"),
            routing: RoutingNames(
                parameter: node["routing"]?.string("parameter") ?? "action",
                member: node["routing"]?.string("member") ?? "action"
            ),
            limits: Limits(
                requestBytes: limits?["requestBytes"]?.int ?? standard.limits.requestBytes,
                responseBytes: limits?["responseBytes"]?.int ?? standard.limits.responseBytes,
                depth: limits?["depth"]?.int ?? standard.limits.depth,
                ignoredDepth: limits?["ignoredDepth"]?.int ?? standard.limits.ignoredDepth
            ),
            budget: Budget(
                medianMilliseconds: budget?["medianMilliseconds"]?.double
                    ?? standard.budget.medianMilliseconds,
                planMilliseconds: budget?["planMilliseconds"]?.double ?? standard.budget.planMilliseconds
            ),
            formats: Formats(node),
            urlVariable: node["frontEnd"]?.string("variable"),
            authorization: node["authorization"].map(TokenClaims.init),
            error: compiler.schema(at: error),
            measures: node.elements("measures").compactMap { Measure($0) },
            load: node["load"].map(ServiceLoad.init),
            rules: node.elements("rules").compactMap { Rule($0) }
        )
    }
}

extension Service.Formats {
    /// Decodes the member `formats` of `service.json`; without it formats are asserted, since a contract that names one means it.
    init(_ service: Node) {
        self = service.string("formats").flatMap(Self.init) ?? .assert
    }
}
