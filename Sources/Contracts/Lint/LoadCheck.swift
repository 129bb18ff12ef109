import JSON

/// What the load of the service and its actions names is there.
enum LoadCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let load = contract.service.load
        let members = load?.population.map(\.name) ?? []
        for table in load.map({ $0.records.keys.sorted() }) ?? [] where contract.table(named: table) == nil {
            guard let place = load?.location.appending("records").appending(table) else { continue }
            findings.unknown("table", table, at: place, among: contract.tables.map(\.name))
        }
        for action in contract.actions {
            guard let own = action.load else { continue }
            if load == nil {
                findings.error(
                    at: own.location,
                    "'\(action.name)' says how often it is asked for, but service.json does not say by how many",
                    remedy: "add \"load\" with \"population\" to service.json, or drop it here"
                )
            } else if !members.contains(where: { ExactString($0) == ExactString(own.by) }) {
                findings.unknown("population", own.by, at: own.location.appending("by"), among: members)
            }
            if own.perHour == nil, action.poll == nil {
                findings.error(
                    at: own.location,
                    "nothing says how often '\(action.name)' is asked for",
                    remedy: "add \"perHour\", or \"poll\" with \"seconds\" to the action"
                )
            }
        }
    }
}
