import JSON
import JSONSchema
import Tables

/// Checks a fixture's items against tables, records and each other.
struct FixtureCheck {
    let fixture: Fixture
    let file: String
    let contract: Contract
    /// The time, by which items have expired, of a state whose clock is not known; `nil` where it is the fixture's.
    var now: Int?

    func run(_ findings: inout Findings) {
        for table in fixture.tables {
            guard let described = contract.table(named: table.name) else {
                let place = place(table.name)
                findings.unknown("table", table.name, at: place, among: contract.tables.map(\.name))
                continue
            }
            let misfits = checkRecords(table, described, &findings)
            store(table, described, misfits: misfits, &findings)
        }
        FixtureReferenceCheck(self).run(&findings)
    }

    /// Returns the location of a table's items.
    func place(_ table: String) -> SourceLocation {
        SourceLocation(file: file, pointer: JSONPointer(tokens: ["tables", table]))
    }

    /// Returns the items of a table; none when the fixture does not name it.
    func items(of table: String) -> [JSONObject] {
        fixture.tables.first { ExactString($0.name) == ExactString(table) }?.items ?? []
    }

    /// Stores the items as the mock would, which checks keys, key types, sizes, and uniqueness of keys.
    private func store(
        _ table: Fixture.Table,
        _ described: TableContract,
        misfits: Set<Int>,
        _ findings: inout Findings
    ) {
        var definition = described.definition
        // Items are compared with each other elsewhere.
        definition.uniqueKeys = []
        var state = TableState([definition])
        for (index, item) in table.items.enumerated() {
            let put = WriteAction.put(item, in: table.name, if: .absent(definition.key.partition.name))
            do throws(TableStoreError) {
                try state.transact([put])
            } catch .conditionFailed {
                let first = table.items.firstIndex { other in
                    definition.key.attributes.allSatisfy { other[$0.name] == item[$0.name] }
                }
                findings.error(
                    at: place(table.name).appending(index),
                    "a second item has the key of item \(first ?? 0)",
                    remedy:
                        "change its \(definition.key.attributes.map { "'\($0.name)'" }.joined(separator: " or "))"
                )
            } catch {
                // Key attributes are reported better by the record's schema.
                guard !misfits.contains(index) else { continue }
                let parts = error.description.split(separator: "; ", maxSplits: 1).map(String.init)
                var text = parts.first ?? ""
                if text.hasPrefix("\(table.name): ") {
                    text = String(text.dropFirst("\(table.name): ".count))
                }
                var place = place(table.name).appending(index)
                if case .invalidKey(_, let attribute, _) = error { place = place.appending(attribute) }
                findings.error(at: place, text, remedy: parts.count > 1 ? parts[1] : "correct the item")
            }
        }
    }

    /// Validates the items against their record and returns the locations of the invalid ones.
    private func checkRecords(
        _ table: Fixture.Table,
        _ described: TableContract,
        _ findings: inout Findings
    ) -> Set<Int> {
        var misfits: Set<Int> = []
        let reader = SchemaReader(sources: contract.sources)
        let known = reader.propertyNames(at: described.location.appending("record"))
        for (index, item) in table.items.enumerated() {
            let place = place(table.name).appending(index)
            let output = described.record.validate(.object(item))
            if !output.valid { misfits.insert(index) }
            for unit in output.relevantErrors(in: .object(item)) {
                findings.error(at: place.appending(unit.instanceLocation), unit)
            }
            for name in item.names where !known.isEmpty && !known.contains(ExactString(name)) {
                findings.warning(
                    at: place.appending(name),
                    "the record does not describe the attribute '\(name)'",
                    remedy: NearestName.remedy(for: name, among: known.map(\.string), what: "attribute"),
                    atName: true
                )
            }
            for entry in AnnotationIndex(output).entries {
                guard let unit = entry.annotation.time, let time = JSONValue.object(item)[entry.pointer],
                    let milliseconds = unit.milliseconds(of: time), milliseconds > fixture.clock
                else { continue }
                findings.error(
                    at: place.appending(entry.pointer),
                    "\(time.compactText) is later than the fixture's clock",
                    remedy: "make it at most \(unit.value(fixture.clock).compactText), or set \"clock\" later"
                )
            }
        }
        return misfits
    }
}
