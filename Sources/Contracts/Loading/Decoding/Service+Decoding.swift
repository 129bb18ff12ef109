import JSONSchema

extension Service {
    /// Decodes `service.json`.
    ///
    /// - Parameters:
    ///   - node: The file.
    ///   - actionRules: The rules of actions, which take the place of those of the standard profile.
    ///   - compiler: Compiles the error schema.
    init?(_ node: Node, actionRules: [Rule], compiler: inout SchemaCompiler) {
        guard let name = node.string("service") else { return nil }
        let limits = node["limits"]
        let budget = node["budget"]
        let standard = (limits: Limits(), budget: Budget())
        self.init(
            name: name,
            summary: node.string("summary"),
            routing: node["routing"].map(RoutingNames.init) ?? .none,
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
            authorization: Self.hasTokens(node) ? node["authorization"].map(TokenClaims.init) : nil,
            apiKeys: node["authorization"].flatMap(APIKeys.init),
            error: node["error"].map { compiler.schema(at: $0) } ?? compiler.fallback,
            hasErrorShape: node["error"] != nil,
            errorContentType: node.string("errorContentType"),
            conventions: node["conventions"].map(Conventions.init) ?? Conventions(),
            measures: node.elements("measures").compactMap { Measure($0) },
            load: node["load"].map(ServiceLoad.init),
            rules: Self.rules(
                node,
                namesActions: node["routing"] != nil,
                hasErrorShape: node["error"] != nil,
                hasTokens: Self.hasTokens(node),
                hasKeys: node["authorization"]?["apiKey"] != nil,
                hasPages: node["conventions"].map(Conventions.init)?.cursor != nil,
                takenBy: actionRules
            )
        )
    }
}

extension Service {
    /// Whether the service knows bearer tokens: its authorization is not by API keys alone.
    private static func hasTokens(_ node: Node) -> Bool {
        guard let authorization = node["authorization"] else { return false }
        return authorization["apiKey"] == nil || authorization["roles"] != nil
            || authorization["subject"] != nil
    }
}

extension Service.RoutingNames {
    /// Reads `service.json`'s `routing`.
    fileprivate init(_ node: Node) {
        self.init(
            parameter: node.string("parameter"),
            member: node.string("member"),
            header: node["header"].flatMap { header in
                header.string("name").map { Header(name: $0, prefix: header.string("prefix") ?? "") }
            },
            read: node["send"]?.string("read").flatMap(Place.init),
            write: node["send"]?.string("write").flatMap(Place.init)
        )
    }
}

extension Conventions {
    /// Reads `service.json`'s `conventions`.
    fileprivate init(_ node: Node) {
        self.init(
            limit: node.string("limit"),
            cursor: node.string("cursor"),
            nextCursor: node.string("nextCursor"),
            since: node.string("since"),
            entityTags: node["entityTags"]?.bool ?? true,
            link: node["link"]?.bool ?? false
        )
    }
}

extension Service.Formats {
    /// Decodes the member `formats` of `service.json`; without it formats are asserted, since a contract that names one means it.
    init(_ service: Node) {
        self = service.string("formats").flatMap(Self.init) ?? .assert
    }
}
