import Contracts
import JSON
import JSONSchema
import Tables

/// Stores a record.
struct PutInstruction: Instruction {
    let table: TableInfo
    let item: Expression
    /// The ids to make where the item leaves them out.
    let identifiers: [(name: String, form: IdentifierForm)]
    let slot: Int
    let replaces: Bool
    let refusal: CompiledRefusal
    let location: SourceLocation

    init?(_ step: PutStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        guard let table = compiler.table(step.table, at: location.appending("put")) else { return nil }
        self.table = table
        compiler.writes = true
        // Bound first: the item may refer to the ids that are made for it.
        slot =
            step.name.map { compiler.bind($0, to: table, isArray: false, at: location) }
            ?? compiler.newSlot("(put)")
        if let members = step.item.members {
            let names = members.map(\.name)
            let unit = { (name: String) in table.timeUnit(of: name) }
            item = .object(compiler.members(members, units: unit))
            identifiers = table.identifiers.filter { !names.contains($0.name) }
            for attribute in table.definition.key.attributes
            where !names.contains(attribute.name)
                && !identifiers.contains(where: { $0.name == attribute.name })
            {
                compiler.report(
                    step.item.location,
                    "the record has no '\(attribute.name)', which is part of the key of \(table.contract.name)",
                    remedy: "give it, or mark it in the record's schema as made by the service: "
                        + "\"understudy\": {\"identity\": \"server\"}"
                )
            }
        } else {
            item = compiler.expression(step.item)
            identifiers = table.identifiers
        }
        replaces = step.replaces
        refusal = compiler.refusal(
            step.refusal ?? BehaviourRefusal(status: 409, location: location),
            general: "there is such a record already"
        )
    }

    var access: String? { table.writeExplanation(replaces: replaces) }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        var made = JSONObject()
        for (name, form) in identifiers {
            made[name] = try await identifier(named: name, form, execution)
        }
        execution.slots[slot] = .object(made)
        guard case .object(let given)? = try execution.value(of: item) else {
            throw .failed("the item is no object", at: location)
        }
        var record = made
        for member in given { record[member.name] = member.value.normalized }
        if execution.environment.timeToLive, let retention = table.contract.retention,
            let start = record[retention.from].flatMap(table.timeUnit(of: retention.from).milliseconds)
        {
            record[retention.attribute] = .number(JSONNumber(start / 1_000 + retention.seconds))
        }
        try await store(record, given, execution)
        execution.slots[slot] = .object(record)
        execution.note(location, "stores a record of \(table.contract.name)")
        return nil
    }

    private func store(
        _ record: Item,
        _ given: JSONObject,
        _ execution: Execution
    ) async throws(Interruption) {
        let key: Key
        do {
            key = try table.definition.key.key(of: record, in: table.contract.name)
        } catch {
            throw .store(error)
        }
        // A key that was just made is new; that it is so is checked when it is written.
        let isMade = identifiers.contains { name, _ in
            table.definition.key.attributes.contains { $0.name == name } && given[name] == nil
        }
        if !replaces, !isMade,
            try await execution.transaction.item(for: key, in: table.definition) != nil
        {
            throw refusal.interruption(in: execution)
        }
        for (name, index) in table.uniqueIndexes where given[name] != nil {
            guard let value = record[name] else { continue }
            let others = try await execution.holders(of: value, index: index, in: table)
            for other in others {
                let otherKey = try? table.definition.key.key(of: other, in: table.contract.name)
                guard otherKey == key, replaces else { throw refusal.interruption(in: execution) }
            }
        }
        guard try await !execution.isTaken(record, in: table.definition) else {
            throw refusal.interruption(in: execution)
        }
        try execution.transaction.put(record, in: table.definition, isNew: !replaces)
    }

    /// Makes an id; where the attribute is unique, one that no record has.
    private func identifier(
        named name: String,
        _ form: IdentifierForm,
        _ execution: Execution
    ) async throws(Interruption) -> JSONValue {
        for _ in 0..<100 {
            var random = SeededRandom(seed: execution.environment.idSeed() ?? .random(in: 0...(.max)))
            let value = form.make(using: &random)
            guard let index = table.uniqueIndexes.first(where: { $0.name == name })?.index else {
                return value
            }
            if try await execution.holders(of: value, index: index, in: table).isEmpty { return value }
        }
        throw .failed("no '\(name)' could be made that no other record has", at: location)
    }
}

extension Execution {
    /// The records with a value of an attribute that an index finds them by.
    func holders(of value: JSONValue, index: String, in table: TableInfo) async throws(Interruption) -> [Item]
    {
        guard let key = KeyValue(value) else { return [] }
        do {
            let page = try await transaction.page(Query(table.contract.name, index: index, partition: key))
            return transaction.overlaid(page.items, of: table.definition) { item in
                table.definition.index(named: index).map { item[$0.key.partition.name] == value } ?? false
            }
        } catch {
            throw .store(error)
        }
    }
}

extension Execution {
    /// Whether another record has the values that a record has in a unique key.
    ///
    /// The store itself refuses it too, but later, when no step can say why.
    func isTaken(_ record: Item, in table: TableDefinition) async throws(Interruption) -> Bool {
        for unique in table.uniqueKeys {
            guard let query = unique.query(for: record, in: table) else { continue }
            do throws(TableStoreError) {
                let key = try table.key.key(of: record, in: table.name)
                let found = try await transaction.page(query).items
                let holders = transaction.overlaid(found, of: table) {
                    unique.query(for: $0, in: table) == query
                }
                if holders.contains(where: { (try? table.key.key(of: $0, in: table.name)) != key }) {
                    return true
                }
            } catch {
                throw .store(error)
            }
        }
        return false
    }
}

extension JSONValue {
    /// The value with numbers written shortly: a table counts significant digits only, and a number with a megabyte of
    /// zeros after its point would make every response that shows it too large.
    var normalized: JSONValue {
        switch self {
        case .number(let number):
            // Every integer of a machine's word and most decimals are short already.
            number.intValue == nil && number.text.utf8.count > 40 ? .number(number + 0) : self
        case .array(let elements): .array(elements.map(\.normalized))
        case .object(let object):
            .object(JSONObject(object.map { JSONMember(name: $0.name, value: $0.value.normalized) }))
        default: self
        }
    }
}
