import JSON
import Tables

/// Checks that the arguments, tables and attributes named by actions' authorization exist, and that no action is
/// without one.
enum AuthorizationCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        for action in contract.actions {
            guard let authorization = action.authorization else {
                guard contract.service.authorization != nil else { continue }
                findings.error(
                    at: action.location,
                    "the service has an authorization, but '\(action.name)' does not say who may use it",
                    remedy:
                        "add \"authorization\", for example {\"public\": true} or {\"subject\": \"user_id\"}"
                )
                continue
            }
            if !contract.service.hasCredentials {
                findings.error(
                    at: authorization.location,
                    "'\(action.name)' asks for a token, but service.json does not say what a token holds",
                    remedy: "add \"authorization\" to service.json, or drop it here"
                )
            }
            let arguments = reader.propertyNames(at: action.requestLocation)
            check(authorization.subject, among: arguments, at: ["subject"], authorization, &findings)
            if let owner = authorization.owner {
                check(owner.argument, among: arguments, at: ["owner", "argument"], authorization, &findings)
                check(owner, of: authorization, contract, reader, &findings)
            }
        }
    }

    private static func check(
        _ argument: String?,
        among known: Set<ExactString>,
        at path: [String],
        _ authorization: ActionAuthorization,
        _ findings: inout Findings
    ) {
        guard let argument, !known.contains(ExactString(argument)) else { return }
        let place = path.reduce(authorization.location) { $0.appending($1) }
        findings.unknown("argument", argument, at: place, among: known.sorted().map(\.string))
    }

    private static func check(
        _ owner: RecordOwner,
        of authorization: ActionAuthorization,
        _ contract: Contract,
        _ reader: SchemaReader,
        _ findings: inout Findings
    ) {
        let place = authorization.location.appending("owner")
        guard let table = contract.table(named: owner.table) else {
            let known = contract.tables.map(\.name)
            findings.unknown("table", owner.table, at: place.appending("table"), among: known)
            return
        }
        let key = table.definition.key
        if key.sort != nil || key.partition.type != .string {
            findings.error(
                at: place.appending("table"),
                "an argument alone is no key of '\(owner.table)'",
                remedy: "name a table whose key is one string"
            )
        }
        let attributes = reader.propertyNames(at: table.location.appending("record"))
        guard !attributes.isEmpty, !attributes.contains(ExactString(owner.attribute)) else { return }
        let known = attributes.sorted().map(\.string)
        findings.unknown("attribute", owner.attribute, at: place.appending("attribute"), among: known)
    }
}
