import JSON

/// Checks that the names in the load of the service and its actions exist.
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
                    "'\(action.name)' has a load, but service.json has no population",
                    remedy: "add \"load\" with \"population\" to service.json, or drop it here"
                )
            } else if !members.contains(where: { ExactString($0) == ExactString(own.by) }) {
                findings.unknown("population", own.by, at: own.location.appending("by"), among: members)
            }
            if own.perHour == nil, action.poll == nil {
                findings.error(
                    at: own.location,
                    "the load of '\(action.name)' has no rate",
                    remedy: "add \"perHour\", or \"poll\" with \"seconds\" to the action"
                )
            }
        }
    }
}
