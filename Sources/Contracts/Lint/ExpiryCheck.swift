import JSON
import Tables

/// Checks that the attribute that ends an item's life is one that DynamoDB reads: a number of seconds.
///
/// A time in milliseconds is the classic mistake: it is some 50,000 years ahead, so that no item ever expires.
enum ExpiryCheck: Sendable {
    /// The smallest number that is taken for milliseconds: in seconds it is after the year 5000.
    private static let milliseconds = 100_000_000_000

    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        for table in contract.tables {
            guard let attribute = table.definition.timeToLive else { continue }
            let specification = table.location.appending("TimeToLiveSpecification").appending("AttributeName")
            let isSpecified = reader.value(at: specification) != nil
            let place =
                isSpecified ? specification : table.location.appending("retention").appending("attribute")
            if isSpecified, let retention = table.retention, retention.attribute != attribute {
                findings.error(
                    at: place,
                    "items would end by '\(attribute)' and by '\(retention.attribute)' of the retention",
                    remedy: "name the same attribute in both: DynamoDB reads one"
                )
            }
            let record = table.location.appending("record")
            let known = reader.propertyNames(at: record)
            guard known.contains(ExactString(attribute)) else {
                // A retention's attribute is for the store, and no part of the record.
                if isSpecified, table.retention == nil, !known.isEmpty {
                    findings.unknown("attribute", attribute, at: place, among: known.sorted().map(\.string))
                }
                continue
            }
            let schemas = reader.children(of: record, attribute).flatMap { reader.schemas(at: $0) }
            if schemas.contains(where: isMilliseconds) {
                findings.warning(
                    at: place,
                    "'\(attribute)' is a time in milliseconds by its schema, but DynamoDB reads seconds: no item would expire",
                    remedy:
                        "store seconds since 1970, and say \"understudy\": {\"time\": \"seconds\"} in the schema"
                )
            } else if schemas.contains(where: isText) {
                findings.warning(
                    at: place,
                    "'\(attribute)' is a string by its schema, but DynamoDB reads numbers only: no item would expire",
                    remedy: "store seconds since 1970 as a number"
                )
            }
        }
    }

    private static func isMilliseconds(_ schema: JSONObject) -> Bool {
        if time(in: schema) == .milliseconds { return true }
        guard time(in: schema) == nil else { return false }
        let bounds = ["minimum", "exclusiveMinimum"].compactMap { schema[$0]?.numberValue?.doubleValue }
        if bounds.contains(where: { $0 >= Double(milliseconds) }) { return true }
        return schema["description"]?.stringValue?.lowercased().contains("millisecond") ?? false
    }

    private static func isText(_ schema: JSONObject) -> Bool {
        time(in: schema) == .rfc3339 || schema["type"] == "string"
    }

    private static func time(in schema: JSONObject) -> TimeUnit? {
        schema[AnnotationIndex.keyword]?["time"].flatMap(TimeUnit.init(annotation:))
    }
}
