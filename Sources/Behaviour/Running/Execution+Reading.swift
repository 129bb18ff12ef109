import Contracts
import JSON
import Tables

extension Execution {
    /// Finds all records of an access path, in the order of its key.
    ///
    /// - Complexity: O(*p* log *n* + *k*) for *p* partitions and *k* records read.
    func records(on path: AccessPath, at location: SourceLocation) async throws(Interruption) -> [Item] {
        let filter = try condition(of: path.filter)
        var records: [Item] = []
        switch path.route {
        case .key:
            for key in try keys(of: path, at: location) {
                guard let item = try await transaction.item(for: key, in: path.table),
                    filter?.holds(for: item) ?? true
                else { continue }
                records.append(item)
            }
            return records
        case .partition(let index):
            let partitions = try values(of: path.partition, named: path.schema.partition.name, at: location)
            let sorts = try path.sort.map { (sort) throws(Interruption) in
                try values(of: sort, named: path.schema.sort?.name ?? "", at: location)
            }
            for partition in partitions {
                for sort in sorts.map({ $0.map(Optional.some) }) ?? [nil] {
                    var query = Query(path.table.name, index: index, partition: partition, filter: filter)
                    query.sort = sort.map { .equals($0) }
                    records += try await all(query)
                }
            }
            return transaction.overlaid(records, of: path.table) { item in
                partitions.contains { item[path.schema.partition.name] == $0.json }
                    && (sorts.map { $0.contains { item[path.schema.sort?.name ?? ""] == $0.json } } ?? true)
                    && filter?.holds(for: item) ?? true
            }
        case .scan:
            records = try await all(Scan(path.table.name)).filter { filter?.holds(for: $0) ?? true }
            return transaction.overlaid(records, of: path.table) { filter?.holds(for: $0) ?? true }
        }
    }

    private func all(_ query: Query) async throws(Interruption) -> [Item] {
        var query = query
        var items: [Item] = []
        do {
            while true {
                let page = try await transaction.page(query)
                if items.isEmpty { items = page.items } else { items += page.items }
                guard let next = page.next else { return items }
                query.start = next
            }
        } catch {
            throw .store(error)
        }
    }

    private func all(_ scan: Scan) async throws(Interruption) -> [Item] {
        var scan = scan
        var items: [Item] = []
        do {
            while true {
                let page = try await transaction.page(scan)
                items += page.items
                guard let next = page.next else { return items }
                scan.start = next
            }
        } catch {
            throw .store(error)
        }
    }

    private func keys(of path: AccessPath, at location: SourceLocation) throws(Interruption) -> [Key] {
        let partitions = try values(of: path.partition, named: path.schema.partition.name, at: location)
        guard let sort = path.sort else { return partitions.map { Key($0) } }
        let sorts = try values(of: sort, named: path.schema.sort?.name ?? "", at: location)
        return partitions.flatMap { partition in sorts.map { Key(partition, $0) } }
    }

    /// The values that a key attribute may have: one, or each of an array.
    func values(
        of expression: Expression?,
        named name: String,
        at location: SourceLocation
    ) throws(Interruption) -> [KeyValue] {
        let value = try expression.flatMap { (expression) throws(Interruption) in
            try self.value(of: expression)
        }
        guard let value, !value.isNull else {
            throw .failed("'\(name)' has no value, so nothing can be looked for", at: location)
        }
        if case .array(let elements) = value {
            var values: [KeyValue] = []
            for element in elements where !values.contains(where: { $0.json == element }) {
                guard let value = KeyValue(element) else {
                    throw .failed("'\(name)' is \(element.typeName), which is no key", at: location)
                }
                values.append(value)
            }
            return values
        }
        guard let key = KeyValue(value) else {
            throw .failed("'\(name)' is \(value.typeName), which is no key", at: location)
        }
        return [key]
    }

    /// The condition that records have given values; absent ones are no condition, and an array stands for any of its
    /// elements.
    func condition(of filter: [(name: String, value: Expression)]) throws(Interruption) -> Condition? {
        guard !filter.isEmpty else { return nil }
        var conditions: [Condition] = []
        for (name, expression) in filter {
            guard let value = try value(of: expression), !value.isNull else { continue }
            if case .array(let elements) = value {
                conditions.append(.any(elements.map { .equals(name, $0) }))
            } else {
                conditions.append(.equals(name, value))
            }
        }
        return conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : .all(conditions)
    }
}
