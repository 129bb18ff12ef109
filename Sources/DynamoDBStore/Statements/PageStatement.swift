import JSON
import Tables

/// Writes the requests of pages: `Query` and `Scan`.
struct PageStatement {
    /// The request.
    let request: JSONValue
    /// The filter that DynamoDB cannot apply, so that it is applied to its answer.
    let localFilter: Condition?
    /// Whether DynamoDB applies a filter, so that its answer does not show all that it has read.
    let isFiltered: Bool

    /// Writes a query; `nil` for one that can find nothing, which DynamoDB refuses.
    ///
    /// - Parameters:
    ///   - query: The query, which was validated.
    ///   - range: The range that it reads.
    ///   - prefix: What the tables' names begin with.
    init?(_ query: Query, _ range: KeyRange, prefix: String) {
        if case .between(let first, let last)? = query.sort, Self.isReversed(first, last) { return nil }
        var placeholders = Placeholders()
        var request = Self.request(range, query.limit, query.start, prefix)
        let key = range.schema
        var condition =
            "\(placeholders.name(key.partition.name)) = \(placeholders.value(query.partition.json))"
        if let sort = query.sort, let attribute = key.sort {
            condition += " AND " + Self.text(sort, placeholders.name(attribute.name), &placeholders)
        }
        request["KeyConditionExpression"] = .string(condition)
        request["ScanIndexForward"] = .bool(query.direction == .ascending)
        request["ConsistentRead"] = .bool(query.isConsistent)
        // A filter must not name the attributes of the key that is queried.
        let isLocal = query.filter.map { ConditionExpression.names(key.attributes.map(\.name), in: $0) }
        self.init(query.filter, isLocal: isLocal ?? false, &request, &placeholders, range)
    }

    /// Writes a scan.
    init(_ scan: Scan, _ range: KeyRange, prefix: String) {
        var placeholders = Placeholders()
        var request = Self.request(range, scan.limit, scan.start, prefix)
        request["ConsistentRead"] = .bool(scan.isConsistent)
        self.init(scan.filter, isLocal: false, &request, &placeholders, range)
    }

    private init(
        _ filter: Condition?,
        isLocal: Bool,
        _ request: inout JSONObject,
        _ placeholders: inout Placeholders,
        _ range: KeyRange
    ) {
        var text: String?
        // What never holds needs an attribute that is in no key to be said.
        if !isLocal, let filter {
            text = ConditionExpression.text(filter, key: "understudy.unused", &placeholders)
        }
        if let text { request["FilterExpression"] = .string(text) }
        placeholders.add(to: &request)
        self.request = .object(request)
        localFilter = isLocal ? filter : nil
        isFiltered = text != nil
    }

    private static func request(
        _ range: KeyRange,
        _ limit: Int?,
        _ start: PageKey?,
        _ prefix: String
    ) -> JSONObject {
        var request: JSONObject = [
            "TableName": .string(prefix + range.table.name), "ReturnConsumedCapacity": "TOTAL",
        ]
        if let index = range.index { request["IndexName"] = .string(index) }
        if let limit { request["Limit"] = .number(JSONNumber(limit)) }
        if let start {
            var key = JSONObject()
            for name in range.pageKeyAttributes { key[name] = start.attributes[name] }
            request["ExclusiveStartKey"] = AttributeValue.encode(item: key)
        }
        return request
    }

    private static func text(
        _ condition: SortCondition,
        _ name: String,
        _ placeholders: inout Placeholders
    ) -> String {
        switch condition {
        case .equals(let value): return "\(name) = \(placeholders.value(value.json))"
        case .less(let value): return "\(name) < \(placeholders.value(value.json))"
        case .lessOrEqual(let value): return "\(name) <= \(placeholders.value(value.json))"
        case .greater(let value): return "\(name) > \(placeholders.value(value.json))"
        case .greaterOrEqual(let value): return "\(name) >= \(placeholders.value(value.json))"
        case .between(let first, let last):
            let first = placeholders.value(first.json)
            return "\(name) BETWEEN \(first) AND \(placeholders.value(last.json))"
        case .beginsWith(let text):
            return "begins_with(\(name), \(placeholders.value(.string(text))))"
        }
    }

    private static func isReversed(_ first: KeyValue, _ last: KeyValue) -> Bool {
        OrderedKey(Key(last)) < OrderedKey(Key(first))
    }
}
