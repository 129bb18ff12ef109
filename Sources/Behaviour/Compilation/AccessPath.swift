import Contracts
import JSON
import Tables

/// How the records with given values are found.
struct AccessPath: Sendable {
    /// Which order of records is read.
    enum Route: Sendable, Hashable {
        /// The one record of a whole key.
        case key
        /// A partition of the table, or of an index.
        case partition(index: String?)
        /// Every record.
        case scan
    }

    /// The table.
    let table: TableDefinition
    /// Which order is read.
    let route: Route
    /// The key attributes of that order.
    let schema: KeySchema
    /// The value of the partition key; `nil` for a scan.
    let partition: Expression?
    /// The value of the sort key; `nil` for a whole partition.
    let sort: Expression?
    /// What else the records must have.
    let filter: [(name: String, value: Expression)]
    /// Whether the records come in the order that was asked for.
    let isOrdered: Bool

    /// The index that is read, if it is one.
    var index: String? {
        if case .partition(let index) = route { index } else { nil }
    }
}

/// A value that records must have.
struct Criterion {
    var name: String
    var value: Expression
    /// Whether a request can leave it out.
    var isOptional: Bool
}

extension AccessPath {
    /// Chooses the cheapest way to the records with given values.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - criteria: The values.
    ///   - order: The attribute that orders the records; `nil` for any order.
    ///   - allowsScan: Whether every record may be read.
    /// - Returns: The way; `nil` when only a scan would do and none is allowed.
    static func choose(
        _ table: TableDefinition,
        _ criteria: [Criterion],
        order: String? = nil,
        allowsScan: Bool = false
    ) -> AccessPath? {
        let candidates =
            [(index: String?.none, key: table.key)]
            + table.indexes.map { (index: Optional($0.name), key: $0.key) }
        var best: (score: Int, path: AccessPath)?
        for candidate in candidates {
            guard let partition = criteria.first(where: { $0.name == candidate.key.partition.name }) else {
                continue
            }
            let sort = candidate.key.sort.flatMap { sort in
                criteria.first { $0.name == sort.name && !$0.isOptional }
            }
            let isOrdered = order == nil || candidate.key.sort?.name == order
            let isWhole = candidate.index == nil && (candidate.key.sort == nil || sort != nil)
            var score = 1
            if !partition.isOptional { score += 100 }
            if isWhole { score += 50 }
            if isOrdered { score += 20 }
            if sort != nil { score += 10 }
            // The table itself is read consistently, also where indexes lag.
            if candidate.index == nil { score += 5 }
            guard best.map({ score > $0.score }) ?? true else { continue }
            let used = [partition.name, sort?.name].compactMap(\.self)
            best = (
                score,
                AccessPath(
                    table: table,
                    route: isWhole && order == nil ? .key : .partition(index: candidate.index),
                    schema: candidate.key,
                    partition: partition.value,
                    sort: sort?.value,
                    filter: criteria.filter { !used.contains($0.name) }.map { ($0.name, $0.value) },
                    isOrdered: isOrdered
                )
            )
        }
        if let best, best.score > 100 || !allowsScan { return best.path }
        guard allowsScan else { return nil }
        return AccessPath(
            table: table,
            route: .scan,
            schema: table.key,
            partition: nil,
            sort: nil,
            filter: criteria.map { ($0.name, $0.value) },
            isOrdered: order == nil
        )
    }
}
