import JSON

extension Measure {
    /// Decodes one of the `measures` of `service.json`.
    init?(_ node: Node) {
        guard let name = node.string("name"), let help = node.string("help"),
            let table = node.string("table"), let end = node["until"].flatMap(End.init)
        else { return nil }
        self.init(
            name: name,
            help: help,
            table: table,
            end: end,
            alarm: node["alarm"].flatMap(MeasureAlarm.init),
            location: node.location
        )
    }
}

extension MeasureAlarm {
    fileprivate init?(_ node: Node) {
        guard let name = node.string("name"), let seconds = node["seconds"]?.value.intValue,
            let summary = node.string("summary")
        else { return nil }
        self.init(name: name, seconds: seconds, summary: summary)
    }
}

extension Measure.End {
    fileprivate init?(_ node: Node) {
        if let attribute = node.string("changed") {
            self = .changed(attribute: attribute)
        } else if let action = node.string("seenIn"), let list = node["list"]?.pointer {
            self = .seen(action: action, list: list)
        } else {
            return nil
        }
    }
}
