import JSON
import Tables

/// Checks that the items to archive can be found, with those that refer to them.
enum ArchiveCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        for table in contract.tables {
            guard let archive = table.archive, case .with(let other) = archive.rule else { continue }
            let place = archive.location.appending("with")
            guard let target = contract.table(named: other) else {
                findings.unknown("table", other, at: place, among: contract.tables.map(\.name))
                continue
            }
            guard let reference = table.references.first(where: { $0.table == other }) else {
                findings.error(
                    at: place,
                    "no reference of \(table.name) leads to \(other)",
                    remedy: "add one to \"references\", or name another table"
                )
                continue
            }
            if table.path(to: reference) == nil {
                findings.error(
                    at: place,
                    "no key or index of \(table.name) finds items by '\(reference.attribute)'",
                    remedy: "add an index with that partition key"
                )
            }
            if target.archive == nil, target.definition.timeToLive == nil {
                findings.error(
                    at: place,
                    "no item of \(other) is ever archived",
                    remedy: "add \"archive\" to its file, or remove it here"
                )
            }
            if isCircle(from: table, contract) {
                findings.error(
                    at: place,
                    "the items of \(table.name) would go with themselves",
                    remedy: "begin with a table whose \"archive\" has a \"time\""
                )
            }
        }
    }

    private static func isCircle(from table: TableContract, _ contract: Contract) -> Bool {
        var current = table
        for _ in contract.tables {
            guard case .with(let other)? = current.archive?.rule, let next = contract.table(named: other)
            else {
                return false
            }
            if next.name == table.name { return true }
            current = next
        }
        return false
    }
}

extension TableContract {
    /// Returns the index that finds the items that refer to an item; the inner `nil` is the table itself.
    ///
    /// - Parameter reference: A reference of this table.
    /// - Returns: The index's name; `nil` when there is none.
    public func path(to reference: TableReference) -> String?? {
        if definition.key.partition.name == reference.attribute { return .some(nil) }
        return definition.indexes.first { $0.key.partition.name == reference.attribute }.map {
            .some($0.name)
        }
    }
}
