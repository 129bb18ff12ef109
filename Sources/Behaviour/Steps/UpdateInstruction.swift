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
    /// The refusal when a unique key of another record would be taken; `nil` where the step changes none.
    let refusal: CompiledRefusal?
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
        refusal =
            step.changesUniqueKey(of: table.definition)
            ? compiler.refusal(
                step.refusal ?? BehaviourRefusal(status: 409, location: location),
                general: "there is such a record already"
            ) : nil
    }

    var access: String? { binding.table.writeExplanation(replaces: true) }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let changes = try self.changes(execution)
        switch execution.slots[binding.slot] {
        case .object(let item)?:
            let new = try await update(item, changes, isOneOfMany: false, execution)
            execution.slots[binding.slot] = .object(new)
            execution.note(location, new == item ? "changes nothing" : "changes \(name)")
        case .array(let items)?:
            var new: [JSONValue] = []
            for case .object(let item) in items {
                new.append(.object(try await update(item, changes, isOneOfMany: true, execution)))
            }
            execution.slots[binding.slot] = .array(new)
            execution.note(location, "changes \(new.count) of \(binding.table.contract.name)")
        default:
            throw .failed("there is no '\(name)' to be changed", at: location)
        }
        return nil
    }

    private func update(
        _ item: Item,
        _ changes: [Change],
        isOneOfMany: Bool,
        _ execution: Execution
    ) async throws(Interruption) -> Item {
        let table = binding.table.definition
        let new = try execution.transaction.update(item, in: table, changes, isOneOfMany: isOneOfMany)
        guard let refusal else { return new }
        let isMoved = table.uniqueKeys.contains {
            $0.query(for: new, in: table) != $0.query(for: item, in: table)
        }
        guard isMoved, try await execution.isTaken(new, in: table) else { return new }
        execution.note(location, "takes what another record of \(table.name) has")
        throw refusal.interruption(in: execution)
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
