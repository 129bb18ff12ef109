import Contracts
import JSON
import Tables

/// Changes a record that was found, or all of an array of them.
struct UpdateInstruction: Instruction {
    let binding: BehaviourCompiler.Binding
    let name: String
    let set: Expression?
    let add: [(name: String, value: Expression)]
    let remove: [String]
    let location: SourceLocation

    init?(_ step: UpdateStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        guard let binding = compiler.binding(of: step.name, at: location.appending("update")) else {
            return nil
        }
        self.binding = binding
        name = step.name
        let table = binding.table
        let keys = table.definition.key.attributes.map(\.name)
        for name in (step.set?.members ?? []).map(\.name) + step.add.map(\.name) + step.remove
        where keys.contains(name) {
            compiler.report(
                location,
                "'\(name)' is part of the key of \(table.contract.name), which cannot be changed",
                remedy: "delete the record and put another"
            )
        }
        if let members = step.set?.members {
            set = .object(compiler.members(members) { table.timeUnit(of: $0) })
        } else {
            set = step.set.map { compiler.expression($0) }
        }
        add = compiler.members(step.add)
        remove = step.remove
    }

    var access: String? { binding.table.writeExplanation(replaces: true) }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let changes = try self.changes(execution)
        let table = binding.table.definition
        switch execution.slots[binding.slot] {
        case .object(let item)?:
            let new = try execution.transaction.update(item, in: table, changes, isOneOfMany: false)
            execution.slots[binding.slot] = .object(new)
            execution.note(location, new == item ? "changes nothing" : "changes \(name)")
        case .array(let items)?:
            var new: [JSONValue] = []
            for case .object(let item) in items {
                new.append(
                    .object(try execution.transaction.update(item, in: table, changes, isOneOfMany: true))
                )
            }
            execution.slots[binding.slot] = .array(new)
            execution.note(location, "changes \(new.count) of \(table.name)")
        default:
            throw .failed("there is no '\(name)' to be changed", at: location)
        }
        return nil
    }

    private func changes(_ execution: Execution) throws(Interruption) -> [Change] {
        var changes: [Change] = []
        if let set {
            guard case .object(let values)? = try execution.value(of: set) else {
                throw .failed("what is to be set is no object", at: location)
            }
            for member in values { changes.append(.set(member.name, member.value.normalized)) }
        }
        for (name, expression) in add {
            guard let value = try execution.value(of: expression) else { continue }
            guard case .number(let number) = value else {
                throw .failed("'\(name)' is to be added, but is \(value.typeName)", at: location)
            }
            changes.append(.add(name, number))
        }
        return changes + remove.map { .remove($0) }
    }
}
