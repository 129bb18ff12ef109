import Contracts
import JSON
import Tables

/// Finds the record of a key.
struct GetInstruction: Instruction {
    let path: AccessPath
    let slot: Int?
    let refusal: CompiledRefusal?
    let location: SourceLocation

    init?(_ step: GetStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        guard let table = compiler.table(step.table, at: location.appending("get")),
            let path = compiler.path(table, step.key, allowsScan: false, at: location.appending("key"))
        else { return nil }
        self.path = path
        refusal = step.refusal.map { compiler.refusal($0, general: "there is no such record") }
        slot = step.name.map { compiler.bind($0, to: table, isArray: false, at: location) }
    }

    var access: String? { path.explanation }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let item = try await execution.records(on: path, at: location).first
        if let slot { execution.slots[slot] = item.map { .object($0) } }
        guard item == nil else {
            execution.note(location, "found a record of \(path.table.name)")
            return nil
        }
        execution.note(location, "found no record of \(path.table.name)")
        guard let refusal else { return nil }
        throw refusal.interruption(in: execution)
    }
}
