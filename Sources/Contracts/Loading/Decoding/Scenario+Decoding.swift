import JSON

extension Scenario {
    /// Decodes a file of `scenarios/`.
    init?(_ node: Node) {
        guard let name = node.string("scenario"), let kind = node.string("kind").flatMap(Kind.init),
            let suite = node.string("suite")
        else { return nil }
        self.init(
            name: name,
            kind: kind,
            suite: suite,
            summary: node.string("summary"),
            variables: node["variables"]?.object ?? JSONObject(),
            cases: node.elements("cases").compactMap { node in
                guard let name = node.string("name"), let variables = node.object else { return nil }
                return Case(name: name, variables: variables)
            },
            probe: node.elements("probe").compactMap(Step.init),
            unless: node.string("unless"),
            steps: node.elements("steps").compactMap(Step.init),
            location: node.location
        )
    }
}

extension Step {
    fileprivate init?(_ node: Node) {
        guard let action = node.string("action") else { return nil }
        self.init(
            summary: node.string("summary"),
            action: action,
            arguments: Template(node["with"]?.value ?? [:]),
            headers: node.members("headers").map { Header(name: $0.name, value: Template($0.node.value)) },
            form: node.string("form"),
            times: node["times"]?.int ?? 1,
            isConcurrent: node["concurrently"]?.bool ?? false,
            beside: node.elements("beside").compactMap(Step.init),
            walk: node["walk"].flatMap(Walk.init),
            expectations: node.elements("expect").compactMap(Expectation.init),
            captures: [Capture](node["capture"]),
            location: node.location
        )
    }
}

extension Walk {
    fileprivate init?(_ node: Node) {
        guard let list = node["list"]?.pointer else { return nil }
        self.init(
            list: list,
            pages: node["pages"]?.int ?? 20,
            between: node.elements("between").compactMap(Step.init)
        )
    }
}

extension Expectation {
    fileprivate init?(_ node: Node) {
        guard let rule = node.string("rule") else { return nil }
        self.init(
            rule: rule,
            status: node["status"].flatMap { StatusExpectation($0.value) },
            values: [ExpectedValue](node["values"]),
            prefixes: [ExpectedValue](node["prefixes"]),
            schema: node["schema"].map(TemplateSchema.init),
            counts: node.members("count").compactMap { name, count in
                guard let pointer = try? JSONPointer(name), let count = CountExpectation(count) else {
                    return nil
                }
                return ListCount(pointer: pointer, count: count)
            },
            headers: node.members("headers").map { Header(name: $0.name, schema: TemplateSchema($0.node)) },
            absent: node.elements("absent").compactMap(\.pointer),
            records: node.elements("records").compactMap(RecordExpectation.init),
            location: node.location
        )
    }
}

extension RecordExpectation {
    fileprivate init?(_ node: Node) {
        guard let list = node["in"]?.pointer else { return nil }
        self.init(
            list: list,
            conditions: [ExpectedValue](node["where"]),
            count: node["count"].flatMap(CountExpectation.init) ?? CountExpectation(exactly: 1),
            values: [ExpectedValue](node["values"]),
            prefixes: [ExpectedValue](node["prefixes"]),
            absent: node.elements("absent").compactMap(\.pointer),
            schema: node["schema"].map(TemplateSchema.init),
            captures: [Capture](node["capture"]),
            location: node.location
        )
    }
}

extension TemplateSchema {
    fileprivate init(_ node: Node) {
        self.init(source: Template(node.value), location: node.location)
    }
}

extension CountExpectation {
    fileprivate init?(_ node: Node) {
        if let count = node.int {
            self.init(exactly: count)
        } else if node.object != nil {
            self.init(minimum: node["minimum"]?.int ?? 0, maximum: node["maximum"]?.int)
        } else {
            return nil
        }
    }
}

extension [ExpectedValue] {
    fileprivate init(_ node: Node?) {
        self = (node?.members ?? []).compactMap { name, value in
            guard let pointer = try? JSONPointer(name) else { return nil }
            return ExpectedValue(pointer: pointer, value: Template(value.value))
        }
    }
}

extension [Capture] {
    fileprivate init(_ node: Node?) {
        self = (node?.members ?? []).compactMap { name, source in
            if let pointer = source.pointer { return Capture(variable: name, source: .body(pointer)) }
            return source.string("header").map { Capture(variable: name, source: .header($0)) }
        }
    }
}
