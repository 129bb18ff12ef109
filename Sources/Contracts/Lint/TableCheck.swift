import JSON
import Tables

/// Checks that tables are used, and that their attributes and cross-checks name what exists.
enum TableCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        var attributes: [ExactString: Set<ExactString>] = [:]
        for table in contract.tables {
            attributes[ExactString(table.name)] = reader.propertyNames(
                at: table.location.appending("record")
            )
        }
        let used = Set(
            contract.actions.flatMap { $0.tables.reads + $0.tables.writes }.map { ExactString($0) }
        )
        for table in contract.tables {
            if !used.contains(ExactString(table.name)) {
                findings.warning(
                    at: table.location.appending("TableName"),
                    "no action reads or writes the table '\(table.name)'",
                    remedy: "name it under \"tables\" of an action, or remove the file"
                )
            }
            for (index, attributes) in table.uniqueKeys.enumerated()
            where UniqueKey(attributes, in: table.definition) == nil {
                findings.error(
                    at: table.location.appending("uniqueKeys").appending(index),
                    "no index of \(table.name) finds an item by \(attributes.joined(separator: " and "))",
                    remedy: "add an index whose key is \(attributes.joined(separator: " and "))"
                )
            }
            for use in uses(in: table, contract.sources) {
                guard contract.table(named: use.table) != nil else {
                    guard use.attribute == nil else { continue }
                    findings.unknown("table", use.table, at: use.place, among: contract.tables.map(\.name))
                    continue
                }
                let known = attributes[ExactString(use.table)] ?? []
                guard let attribute = use.attribute, !known.isEmpty, !known.contains(ExactString(attribute))
                else { continue }
                findings.unknown("attribute", attribute, at: use.place, among: known.map(\.string))
            }
        }
    }

    /// A reference to an attribute, or to a table only, in a table's file.
    private struct Use {
        var table: String
        var attribute: String?
        var place: SourceLocation
    }

    private static func uses(in table: TableContract, _ sources: SourceFiles) -> [Use] {
        var uses: [Use] = []
        func add(_ other: String, _ attribute: String?, _ place: SourceLocation) {
            uses.append(Use(table: other, attribute: attribute, place: place))
        }
        let file = sources[table.location.file].map(Node.init)
        for attribute in file?.elements("AttributeDefinitions").compactMap({ $0["AttributeName"] }) ?? [] {
            add(table.name, attribute.string, attribute.location)
        }
        for reference in table.references {
            add(table.name, reference.attribute, reference.location.appending("attribute"))
            add(reference.table, nil, reference.location.appending("table"))
            add(reference.table, reference.key, reference.location.appending("key"))
            for agreement in reference.agreements {
                let place = reference.location.appending("agreeing").appending(agreement.attribute)
                add(table.name, agreement.attribute, place)
                add(reference.table, agreement.other, place)
            }
        }
        for total in table.totals {
            let place = total.location.appending("counts")
            add(table.name, total.attribute, total.location.appending("attribute"))
            add(total.table, nil, place.appending("table"))
            add(total.table, total.by, place.appending("by"))
            for name in total.conditions.names {
                add(total.table, name, place.appending("where").appending(name))
            }
        }
        for newest in table.newest {
            let place = newest.location.appending("prefixOf")
            add(table.name, newest.attribute, newest.location.appending("attribute"))
            add(newest.table, nil, place.appending("table"))
            add(newest.table, newest.text, place.appending("attribute"))
            add(newest.table, newest.by, place.appending("by"))
            add(newest.table, newest.order, place.appending("order"))
        }
        for order in table.orders {
            add(table.name, order.attribute, order.location.appending("attribute"))
            add(table.name, order.notBefore, order.location.appending("notBefore"))
        }
        if let archive = table.archive, case .items(let conditions, let time, _) = archive.rule {
            add(table.name, time, archive.location.appending("time"))
            for name in conditions.names {
                add(table.name, name, archive.location.appending("where").appending(name))
            }
        }
        for (index, attribute) in table.unique.enumerated() {
            add(table.name, attribute, table.location.appending("unique").appending(index))
        }
        for (index, attributes) in table.uniqueKeys.enumerated() {
            let place = table.location.appending("uniqueKeys").appending(index)
            for (index, attribute) in attributes.enumerated() {
                add(table.name, attribute, place.appending(index))
            }
        }
        return uses
    }
}
