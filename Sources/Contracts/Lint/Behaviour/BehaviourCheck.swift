import JSON
import Tables

/// Checks that behaviours keep the contract that they are part of: records and responses fit their schemas, statuses are
/// listed, and what is listed can happen.
///
/// Names that nothing binds, and reads that no key or index serves, are found when a behaviour is compiled.
struct BehaviourCheck {
    let contract: Contract
    let action: Action
    let shapes: BehaviourShapes
    /// The statuses that the steps answer.
    var statuses: Set<Int> = []
    /// The tables that the steps read and write.
    var tables = TableUse()

    static func run(_ contract: Contract, _ findings: inout Findings) {
        let shapes = BehaviourShapes(contract: contract, declared: DeclaredShapes(contract.sources))
        for action in contract.actions {
            // What cannot be read has been reported, and more would only follow from that.
            guard let behaviour = action.behaviour, findings.isSound(action.location.file) else { continue }
            var check = BehaviourCheck(contract: contract, action: action, shapes: shapes)
            var scope = BehaviourScope(arguments: shapes.arguments(of: action))
            _ = check.steps(behaviour.steps, &scope, &findings)
            check.checkStatuses(behaviour, &findings)
            check.checkTables(behaviour, &findings)
        }
    }

    private init(contract: Contract, action: Action, shapes: BehaviourShapes) {
        self.contract = contract
        self.action = action
        self.shapes = shapes
    }

    /// The responses that the engine gives by itself, before the first step or instead of a body.
    private static let givenByItself = Set([304, 400, 401, 403, 405, 415]).union(Service.platformStatuses)

    private func checkStatuses(_ behaviour: Behaviour, _ findings: inout Findings) {
        for (status, response) in action.responses.sorted(by: { $0.key < $1.key })
        where !statuses.contains(status) && response.untested == nil
            && !(Self.givenByItself.contains(status) && isRefusalOfRequest(status))
        {
            findings.warning(
                at: response.location,
                "no step of the behaviour gives the response \(status)",
                remedy: "add a step that gives it, or drop the response",
                atName: true
            )
        }
    }

    /// Whether the gate or the authorizer gives a status for the request alone.
    private func isRefusalOfRequest(_ status: Int) -> Bool {
        switch status {
        case 401, 403:
            action.authorization != nil || contract.service.hasCredentials
        default: true
        }
    }

    private func checkTables(_ behaviour: Behaviour, _ findings: inout Findings) {
        let declared = action.tables
        let place = action.location.appending("tables")
        for name in Set(tables.writes).sorted() where !declared.writes.contains(name) {
            findings.error(
                at: place,
                "the behaviour writes \(name), and \"tables\" does not say so",
                remedy: "add it to \"writes\"",
                atName: true
            )
        }
        for name in Set(tables.reads).sorted()
        where !declared.reads.contains(name) && !declared.writes.contains(name) {
            findings.error(
                at: place,
                "the behaviour reads \(name), and \"tables\" does not say so",
                remedy: "add it to \"reads\"",
                atName: true
            )
        }
        for name in declared.writes where !tables.writes.contains(name) {
            findings.warning(
                at: place.appending("writes"),
                "no step of the behaviour writes \(name)",
                remedy: "remove it, or add the step",
                atName: true
            )
        }
    }

    /// Reports that a request which only reads would write.
    func checkMethod(at location: SourceLocation, _ findings: inout Findings) {
        guard action.method == "GET" else { return }
        findings.error(
            at: location,
            "this step writes, and a GET has to be safe: clients and proxies repeat it as they like",
            remedy: "give the action another method, or drop the step"
        )
    }

    /// Reports what of a value does not fit a schema.
    func report(
        _ misfits: [ShapeConformance.Misfit],
        of value: BehaviourValue,
        _ what: String,
        _ findings: inout Findings
    ) {
        for misfit in misfits {
            var place = value
            for name in misfit.path {
                guard let member = place.members?.last(where: { $0.name == name }) else { break }
                place = member.value
            }
            let path = misfit.path.isEmpty ? "" : " at /\(misfit.path.joined(separator: "/"))"
            findings.error(at: place.location, "\(what)\(path): \(misfit.message)", remedy: misfit.remedy)
        }
    }
}
