public import JSON

/// How far records were moved, so that the rest can be moved after an interruption.
public struct Checkpoint: Sendable, Hashable {
    /// The table of the last record.
    public var table: String
    /// The place behind that record in what is read, in a form of the reader's own.
    public var position: JSONValue
    /// The number of records so far.
    public var records: Int
    /// The size of what was written, in bytes; 0 where that is no file.
    public var bytes: Int
    /// The key of the redaction, so that the rest has the same made-up data; `nil` for none.
    public var key: [UInt8]?

    /// Creates a checkpoint.
    public init(table: String, position: JSONValue, records: Int, bytes: Int = 0, key: [UInt8]? = nil) {
        self.table = table
        self.position = position
        self.records = records
        self.bytes = bytes
        self.key = key
    }

    /// Reads a checkpoint; `nil` for what is none.
    public init?(_ value: JSONValue) {
        guard let table = value["table"]?.stringValue, let position = value["position"],
            let records = value["records"]?.intValue, let bytes = value["bytes"]?.intValue, bytes >= 0
        else { return nil }
        let key = value["key"]?.arrayValue?.compactMap { $0.intValue.flatMap(UInt8.init(exactly:)) }
        self.init(table: table, position: position, records: records, bytes: bytes, key: key)
    }

    /// The checkpoint as JSON.
    public var json: JSONValue {
        var object: JSONObject = [
            "table": .string(table), "position": position, "records": .number(JSONNumber(records)),
            "bytes": .number(JSONNumber(bytes)),
        ]
        if let key { object["key"] = .array(key.map { .number(JSONNumber(Int($0))) }) }
        return .object(object)
    }
}
