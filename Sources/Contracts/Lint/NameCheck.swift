import JSON

/// Checks that names are unique where they have to be, and that files have the paths that their names require.
enum NameCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        unique("rule", contract.rules.map { ($0.id, $0.location.appending("id")) }, &findings)
        unique("action", contract.actions.map { ($0.name, $0.location.appending("action")) }, &findings)
        unique("scenario", contract.scenarios.map { ($0.name, $0.location.appending("scenario")) }, &findings)
        unique("table", contract.tables.map { ($0.name, $0.location.appending("TableName")) }, &findings)
        for action in contract.actions {
            unique("example", action.examples.map { ($0.name, $0.location.appending("name")) }, &findings)
            unique("form", action.forms.map { ($0.name, $0.location.appending("name")) }, &findings)
            let file = "actions/\(action.name).json"
            // What a file's name cannot hold is percent-encoded.
            let isEncoded = PathCoding.decode(action.location.file[...]) == file
            if !isEncoded, ExactString(action.location.file) != ExactString(file) {
                findings.error(
                    at: action.location.appending("action"),
                    "the action '\(action.name)' is in the wrong file",
                    remedy: "move it to \(contract.sources.displayPath(file)), or correct the name"
                )
            }
        }
        for scenario in contract.scenarios {
            let cases = scenario.location.appending("cases")
            unique(
                "case",
                scenario.cases.enumerated().map { ($1.name, cases.appending($0).appending("name")) },
                &findings
            )
        }
    }

    private static func unique(
        _ what: String,
        _ names: [(name: String, location: SourceLocation)],
        _ findings: inout Findings
    ) {
        var first: [ExactString: SourceLocation] = [:]
        for (name, location) in names {
            if let other = first[ExactString(name)] {
                findings.duplicate(what, name, at: location, first: other)
            } else {
                first[ExactString(name)] = location
            }
        }
    }
}
