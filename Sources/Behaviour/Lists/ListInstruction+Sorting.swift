import JSON
import Tables

extension ListInstruction {
    /// Reads all records, sorts them, and returns a page; for orders that no key and no index has.
    ///
    /// Records with equal sort values are in the order of their keys.
    /// - Complexity: O(*n* log *n*) in the number of records that fit.
    func sortedPage(
        _ request: ListRequest,
        _ execution: Execution
    ) async throws(Interruption) -> (records: [Item], next: ListCursor?) {
        if let cursor = request.cursor, cursor.key == nil { throw unreadableCursor }
        var records = try await execution.records(on: path, at: location)
        if let after = request.after?.json, let order {
            records.removeAll { !after.precedes($0[order] ?? .null) }
        }
        let isDescending = readingDirection == .descending
        if order != nil || request.limit != nil || request.cursor != nil {
            records.sort { left, right in
                isDescending
                    ? comes(place(of: right), before: place(of: left))
                    : comes(place(of: left), before: place(of: right))
            }
        }
        if let cursor = request.cursor {
            let last = [cursor.last] + keyNames.map { cursor.key?[$0] ?? .null }
            records.removeAll { record in
                isDescending
                    ? !comes(place(of: record), before: last) : !comes(last, before: place(of: record))
            }
        }
        var page: [Item] = []
        var bytes = ByteBudget(limit: request.limit == nil ? nil : responseBytes)
        for record in records {
            guard page.count < request.limit ?? .max, bytes.spend(on: record) || page.isEmpty else {
                guard let last = page.last else { break }
                let value = order.flatMap { last[$0] } ?? .null
                return (page, ListCursor(last: value, key: last.keeping(path.table.key)))
            }
            page.append(record)
        }
        return (page, nil)
    }

    private var keyNames: [String] { path.table.key.attributes.map(\.name) }

    /// The values by which a record is ordered.
    private func place(of record: Item) -> [JSONValue] {
        [order.flatMap { record[$0] } ?? .null] + keyNames.map { record[$0] ?? .null }
    }

    private func comes(_ left: [JSONValue], before right: [JSONValue]) -> Bool {
        for (left, right) in zip(left, right) {
            if left.precedes(right) { return true }
            if right.precedes(left) { return false }
        }
        return false
    }
}
