import JSON
import Tables

/// Finds the records of a state that contradict the contract or each other, for any service.
///
/// The rules are those of the table files: keys, record schemas, references, totals, newest texts, orders, unique values.
/// Two faults that real tables have get words of their own: a phantom, which an update of a missing record has made, and a
/// record that an index does not have although the contract requires its key there.
public enum RecordExamination: Sendable {
    /// Examines a state.
    ///
    /// - Parameters:
    ///   - fixture: The state; its clock is the latest time that a record may have.
    ///   - contract: The contract.
    ///   - now: The time by which records may have expired, in milliseconds since 1970-01-01T00:00Z; `nil` for the clock
    ///     of the state.
    /// - Returns: The broken records, by table and in the order of the state.
    /// - Complexity: O(*n*) in the number of values.
    public static func brokenRecords(
        in fixture: Fixture,
        for contract: Contract,
        now: Int? = nil
    ) -> [BrokenRecord] {
        var phantoms: [BrokenRecord] = []
        var rest = fixture
        for (offset, table) in fixture.tables.enumerated() {
            guard let described = contract.table(named: table.name) else { continue }
            rest.tables[offset].items = table.items.filter { item in
                guard isPhantom(item, described) else { return true }
                phantoms.append(phantom(item, described))
                return false
            }
        }
        var findings = Findings(sources: SourceFiles(root: ""), contract: contract, limit: .max)
        FixtureCheck(fixture: rest, file: "", contract: contract, now: now).run(&findings)
        return phantoms + records(findings.diagnostics.filter { $0.severity == .error }, rest, contract)
    }

    /// Whether an item has nothing besides its key but numbers, where its record needs more.
    private static func isPhantom(_ item: JSONObject, _ table: TableContract) -> Bool {
        let key = table.definition.key.attributes.map(\.name)
        return item.allSatisfy { key.contains($0.name) || $0.value.numberValue != nil }
            && table.firstBreach(in: .object(item)) != nil
    }

    private static func phantom(_ item: JSONObject, _ table: TableContract) -> BrokenRecord {
        let key = key(of: item, table)
        let counters = item.names.filter { key[$0] == nil }
        let seen = counters.isEmpty ? "its key" : counters.map { "'\($0)'" }.joined(separator: " and ")
        return BrokenRecord(
            table: table.name,
            key: key,
            problems: [
                BrokenRecord.Problem(
                    at: JSONPointer(),
                    "has nothing but \(seen): an update without a condition has made it",
                    remedy: "delete it, and let updates require that the record exists"
                )
            ]
        )
    }

    /// Gathers what was found by record.
    private static func records(
        _ diagnostics: [Diagnostic],
        _ fixture: Fixture,
        _ contract: Contract
    ) -> [BrokenRecord] {
        var records: [BrokenRecord] = []
        var positions: [JSONPointer: Int] = [:]
        for diagnostic in diagnostics {
            let tokens = diagnostic.pointer?.tokens ?? []
            let problem = BrokenRecord.Problem(
                at: JSONPointer(tokens: Array(tokens.dropFirst(3))),
                diagnostic.message,
                remedy: diagnostic.remedy
            )
            guard tokens.count >= 3, let index = Int(tokens[2]),
                let items = fixture.tables.first(where: { $0.name == tokens[1] })?.items,
                items.indices.contains(index), let table = contract.table(named: tokens[1])
            else {
                let table = tokens.count > 1 ? tokens[1] : ""
                records.append(BrokenRecord(table: table, key: [:], problems: [problem]))
                continue
            }
            let record = JSONPointer(tokens: Array(tokens.prefix(3)))
            if let position = positions[record] {
                records[position].problems.append(problem)
            } else {
                positions[record] = records.count
                records.append(
                    BrokenRecord(
                        table: table.name,
                        key: key(of: items[index], table),
                        problems: absences(from: table, items[index], contract) + [problem]
                    )
                )
            }
        }
        return records
    }

    /// The indexes that do not have a record because it lacks an attribute that its schema requires.
    private static func absences(
        from table: TableContract,
        _ item: JSONObject,
        _ contract: Contract
    ) -> [BrokenRecord.Problem] {
        let schemas = SchemaReader(sources: contract.sources).schemas(at: table.location.appending("record"))
        let required = Set(schemas.flatMap { $0["required"]?.arrayValue ?? [] }.compactMap(\.stringValue))
        return table.definition.indexes.compactMap { index in
            let missing = index.key.attributes.map(\.name).filter { item[$0] == nil && required.contains($0) }
            guard !missing.isEmpty else { return nil }
            let names = missing.map { "'\($0)'" }.joined(separator: " and ")
            return BrokenRecord.Problem(
                at: JSONPointer(),
                "is not in the index \(index.name), which needs \(names)",
                remedy: "write \(names) again"
            )
        }
    }

    private static func key(of item: JSONObject, _ table: TableContract) -> JSONObject {
        var key = JSONObject()
        for attribute in table.definition.key.attributes { key[attribute.name] = item[attribute.name] }
        return key
    }
}
