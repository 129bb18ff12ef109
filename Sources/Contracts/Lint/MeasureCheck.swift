import JSON

/// Checks that the names in the service's measures exist, and that measures and their alarms have unique names.
enum MeasureCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        var names: Set<ExactString> = []
        var alarms = Set(GeneralAlarm.allCases.map { ExactString($0.rawValue) })
        for measure in contract.service.measures {
            if let alarm = measure.alarm, !alarms.insert(ExactString(alarm.name)).inserted {
                findings.error(
                    at: measure.location.appending("alarm").appending("name"),
                    "there is another alarm '\(alarm.name)'",
                    remedy: "give it a name of its own; every service has "
                        + GeneralAlarm.allCases.map(\.rawValue).joined(separator: ", ")
                )
            }
            if !names.insert(ExactString(measure.name)).inserted {
                findings.error(
                    at: measure.location.appending("name"),
                    "there is another measure '\(measure.name)'",
                    remedy: "give each a unique name: it identifies the metric"
                )
            }
            guard let table = contract.table(named: measure.table) else {
                let known = contract.tables.map(\.name)
                findings.unknown(
                    "table",
                    measure.table,
                    at: measure.location.appending("table"),
                    among: known
                )
                continue
            }
            check(measure, table, contract, reader, &findings)
        }
    }

    private static func check(
        _ measure: Measure,
        _ table: TableContract,
        _ contract: Contract,
        _ reader: SchemaReader,
        _ findings: inout Findings
    ) {
        let place = measure.location.appending("until")
        switch measure.end {
        case .changed(let attribute):
            let attributes = reader.propertyNames(at: table.location.appending("record"))
            guard !attributes.isEmpty, !attributes.contains(ExactString(attribute)) else { return }
            let known = attributes.sorted().map(\.string)
            findings.unknown("attribute", attribute, at: place.appending("changed"), among: known)
        case .seen(let name, _):
            guard let action = contract.action(named: name) else {
                let known = contract.actions.map(\.name)
                findings.unknown("action", name, at: place.appending("seenIn"), among: known)
                return
            }
            guard !action.tables.reads.contains(measure.table) else { return }
            findings.error(
                at: place.appending("seenIn"),
                "'\(name)' does not read '\(measure.table)'",
                remedy: "name an action that shows its records, or add the table to the action's reads"
            )
        }
    }
}
