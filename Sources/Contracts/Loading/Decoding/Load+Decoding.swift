import JSON

extension ServiceLoad {
    /// Decodes `load` of `service.json`.
    init(_ node: Node) {
        self.init(
            population: node.members("population").compactMap { name, count in
                count.double.map { Population(name: name, count: $0) }
            },
            records: Dictionary(
                node.members("records").compactMap { name, count in count.double.map { (name, $0) } },
                uniquingKeysWith: { first, _ in first }
            ),
            location: node.location
        )
    }
}

extension ActionLoad {
    /// Decodes an action's `load`.
    init?(_ node: Node) {
        guard let by = node.string("by") else { return nil }
        self.init(
            by: by,
            share: node["share"]?.double ?? 1,
            perHour: node["perHour"]?.double,
            location: node.location
        )
    }
}
