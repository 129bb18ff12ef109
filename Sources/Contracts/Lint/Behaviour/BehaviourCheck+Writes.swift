import JSON
import Tables

extension BehaviourCheck {
    /// Checks a record that is stored.
    mutating func check(
        _ step: PutStep,
        _ location: SourceLocation,
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) {
        checkMethod(at: location, &findings)
        let table = contract.table(named: step.table)
        if !step.replaces || table?.uniqueKeys.isEmpty == false {
            refuse(step.refusal, usual: 409, at: location, &findings)
        }
        guard let table else { return }
        tables.writes.append(table.name)
        let record = table.location.appending("record")
        let made = madeByService(table)
        if let name = step.name {
            // The item may refer to the ids that are made for it.
            scope[name] = .init(shape: shapes.record(of: table).present, table: table)
        }
        let shape = shapes.shape(of: step.item, in: scope)
        // That a record lacks a part of its key is reported where behaviours are compiled.
        let given = Set((step.item.members ?? []).map { ExactString($0.name) })
        let keys = Set(table.definition.key.attributes.map { ExactString($0.name) }).subtracting(given)
        let misfits = ShapeConformance(declared: shapes.declared)
            .misfits(of: shape, at: record, made: made.union(keys))
        report(misfits, of: step.item, "the record of \(table.name)", &findings)
        guard step.item.members != nil else { return }
        let isReported = Set(shapes.declared.requiredNames(at: record))
        for attribute in table.definition.keyAttributes {
            let name = ExactString(attribute.name)
            guard !given.contains(name), !made.contains(name), !isReported.contains(name) else { continue }
            findings.warning(
                at: step.item.location,
                "the record of \(table.name) has no '\(name)', so that an index of the table does not hold it",
                remedy: "give it a value, unless the index is meant to hold some of the records only"
            )
        }
    }

    /// Checks the changes of a record.
    mutating func check(
        _ step: UpdateStep,
        _ location: SourceLocation,
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) {
        checkMethod(at: location, &findings)
        guard let table = scope[step.name]?.table else { return }
        let isRefusing = step.changesUniqueKey(of: table.definition)
        refuse(step.refusal, usual: isRefusing ? 409 : nil, at: location, &findings)
        if let refusal = step.refusal, !isRefusing {
            findings.error(
                at: refusal.location,
                "this changes no unique key of \(table.name), so it never refuses",
                remedy: "remove \"else\", or list the attributes under \"uniqueKeys\" of the table"
            )
        }
        tables.writes.append(table.name)
        let record = table.location.appending("record")
        if let set = step.set {
            // Only what is given changes, so nothing of it can be missing.
            let required = shapes.declared.requiredNames(at: record)
            let shape = shapes.shape(of: set, in: scope)
            let misfits = ShapeConformance(declared: shapes.declared).misfits(
                of: shape,
                at: record,
                made: required
            )
            report(misfits, of: set, "the record of \(table.name)", &findings)
            checkChanges((set.members ?? []).map { ($0.name, $0.value.location) }, of: table, &findings)
        }
        checkChanges(step.add.map { ($0.name, $0.value.location) }, of: table, &findings)
        for member in step.add {
            let known = shapes.declared.member(member.name, of: shapes.record(of: table))
            let amount = shapes.shape(of: member.value, in: scope)
            for (shape, what) in [(known, "the attribute '\(member.name)'"), (amount, "this")] {
                guard let shape, shape.types.isDisjoint(with: ["number"]) else { continue }
                findings.error(
                    at: member.value.location,
                    "\(what) is \(shape.typeText), and \"add\" takes numbers",
                    remedy: "use \"set\", or a number"
                )
            }
        }
        for (index, name) in step.remove.enumerated() {
            let place = location.appending("remove").appending(index)
            checkChanges([(name, place)], of: table, &findings)
            guard shapes.declared.requiredNames(at: record).contains(ExactString(name)) else { continue }
            findings.error(
                at: place,
                "the record's schema requires '\(name)'",
                remedy: "set another value, or let the schema not require it"
            )
        }
    }

    private func checkChanges(
        _ changes: [(name: String, location: SourceLocation)],
        of table: TableContract,
        _ findings: inout Findings
    ) {
        let known = shapes.declared.names(of: shapes.record(of: table))
        for change in changes {
            // That an update cannot change a key is reported where behaviours are compiled.
            if !known.isEmpty, !known.contains(ExactString(change.name)) {
                findings.error(
                    at: change.location,
                    "a record of \(table.name) has no attribute '\(change.name)'",
                    remedy: NearestName.remedy(
                        for: change.name,
                        among: known.sorted().map(\.string),
                        what: "attribute"
                    )
                )
            }
        }
    }

    /// Checks that values of a key, or of a condition, can be equal to the attributes' values.
    func checkKey(
        _ conditions: [BehaviourValue.Member],
        of table: TableContract,
        _ scope: BehaviourScope,
        _ findings: inout Findings
    ) {
        for condition in conditions {
            guard let attribute = shapes.declared.member(condition.name, of: shapes.record(of: table)) else {
                continue
            }
            var value = shapes.shape(of: condition.value, in: scope)
            // An array stands for any of its elements.
            if case .array(let element) = value.content { value = element }
            guard !value.types.contains("array") else { continue }
            if attribute.types.isDisjoint(with: value.types) {
                findings.error(
                    at: condition.value.location,
                    "'\(condition.name)' of \(table.name) is \(attribute.typeText), and this is \(value.typeText):"
                        + " no record can have it",
                    remedy: "compare it with a value of its type"
                )
            } else if let allowed = attribute.constants, let values = value.constants,
                !values.contains(where: { $0 == .null || allowed.contains($0) })
            {
                findings.error(
                    at: condition.value.location,
                    "no record of \(table.name) can have this '\(condition.name)'",
                    remedy: "use one of \(allowed.map(\.compactText).joined(separator: ", "))"
                )
            }
        }
    }

    /// The attributes that the engine makes where a record leaves them out: ids in keys, and unique ones.
    private func madeByService(_ table: TableContract) -> Set<ExactString> {
        let own = table.keyNames + table.unique
        let members = contract.recordMembers(of: table)
        return Set(
            members.filter { $0.identity == .server && own.contains($0.name) }.map { ExactString($0.name) }
        )
    }
}
