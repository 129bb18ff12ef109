import JSON

extension BehaviourFunction {
    /// Reads the function of a name; `nil` where it cannot be read, which is reported.
    init?(_ name: String, _ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let argument = node[name] else { return nil }
        switch name {
        case "$first": self = .first(Self.list(argument, &decoder))
        case "$merge": self = .merge(Self.list(argument, &decoder))
        case "$case": self = .choice(CaseFunction(argument, node, &decoder))
        case "$count": self = .count(CountFunction(argument, node, &decoder))
        case "$sum":
            guard let function = SumFunction(argument, node, &decoder) else { return nil }
            self = .sum(function)
        case "$negative": self = .negative(NegativeFunction(argument, &decoder))
        case "$project": self = .project(ProjectFunction(argument, node, &decoder))
        case "$list":
            guard let function = ListFunction(argument, node, &decoder) else { return nil }
            self = .list(function)
        case "$prefix": self = .prefix(PrefixFunction(argument, node, &decoder))
        case "$now": self = .now(NowFunction(argument, &decoder))
        case "$literal": self = .literal(argument.value)
        default:
            decoder.report(
                node.location.appending(name),
                "unknown function '\(name)'",
                remedy: NearestName.remedy(for: name, among: Self.names, what: "function")
            )
            return nil
        }
        let options = [name] + (Self.options[name] ?? [])
        for member in node.members where !options.contains(member.name) {
            decoder.report(
                member.node.location,
                "'\(name)' has no option '\(member.name)'",
                remedy: NearestName.remedy(
                    for: member.name,
                    among: Array(options.dropFirst()),
                    what: "option"
                )
            )
        }
    }

    /// The members beside the function's own.
    private static let options = [
        "$case": ["of", "else"],
        "$count": ["where"],
        "$sum": ["of", "where"],
        "$project": ["members", "without"],
        "$prefix": ["bytes", "characters"],
        "$list": [
            "where", "order", "direction", "limit", "most", "cursor", "after", "page", "pages", "project",
            "scan",
        ],
    ]

    private static func list(_ node: Node, _ decoder: inout BehaviourDecoder) -> [BehaviourValue] {
        if node.value.arrayValue == nil {
            decoder.report(node.location, "an array of values is needed here", remedy: "write [value, value]")
        }
        return node.elements.map { decoder.value($0) }
    }
}
