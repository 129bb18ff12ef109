import Contracts
import JSON
import Tables

/// Deletes a record that was found, or all of an array of them.
struct DeleteInstruction: Instruction {
    let binding: BehaviourCompiler.Binding
    let name: String
    let location: SourceLocation

    init?(_ step: DeleteStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        guard let binding = compiler.binding(of: step.name, at: location.appending("delete")) else {
            return nil
        }
        self.binding = binding
        name = step.name
    }

    var access: String? { binding.table.writeExplanation(replaces: false) }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let table = binding.table.definition
        switch execution.slots[binding.slot] {
        case .object(let item)?:
            try execution.transaction.delete(item, in: table, isOneOfMany: false)
            execution.note(location, "deletes \(name)")
        case .array(let items)?:
            for case .object(let item) in items {
                try execution.transaction.delete(item, in: table, isOneOfMany: true)
            }
            execution.note(location, "deletes \(items.count) of \(table.name)")
        default:
            throw .failed("there is no '\(name)' to be deleted", at: location)
        }
        return nil
    }
}
