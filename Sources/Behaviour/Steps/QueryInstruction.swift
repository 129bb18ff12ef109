import Contracts
import JSON
import Tables

/// Finds all records with given values.
struct QueryInstruction: Instruction {
    let path: AccessPath
    let slot: Int?
    let refusal: CompiledRefusal?
    let location: SourceLocation

    init?(_ step: QueryStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        guard let table = compiler.table(step.table, at: location.appending("query")),
            let path = compiler.path(
                table,
                step.conditions,
                allowsScan: step.allowsScan,
                at: location.appending("where")
            )
        else { return nil }
        self.path = path
        refusal = step.refusal.map { compiler.refusal($0, general: "there is no such record") }
        slot = step.name.map { compiler.bind($0, to: table, isArray: true, at: location) }
    }

    var access: String? { path.explanation }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let items = try await execution.records(on: path, at: location)
        execution.note(location, "found \(items.count) of \(path.table.name)")
        if let slot { execution.slots[slot] = .array(items.map { .object($0) }) }
        if items.isEmpty, let refusal { throw refusal.interruption(in: execution) }
        return nil
    }
}
