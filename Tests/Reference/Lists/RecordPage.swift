import JSON
import Tables

/// A page of a list.
struct RecordPage {
    var records: [Item]
    /// The cursor of the next page, if there are more records.
    var next: Cursor?

    /// The page with its records in reverse order.
    var reversed: RecordPage {
        RecordPage(records: records.reversed(), next: next)
    }

    /// Returns the response body.
    func answer(_ name: String) -> JSONObject {
        var body = JSONObject()
        body[name] = .array(records.map(\.shown))
        if let next { body["next_cursor"] = .string(next.text) }
        return body
    }
}

/// The remaining bytes of a response, so that a limited list stays below the maximum response size.
struct ByteBudget {
    /// The remaining bytes; `nil` for no limit.
    private var left: Int?

    /// Creates a budget with a reserve for everything around the records.
    init(limit: Int?) {
        left = limit.map { $0 - 8_192 }
    }

    /// Subtracts a record's size; returns false when it does not fit.
    ///
    /// JSON escapes can make six bytes of one. Small records are counted at six times their size as long as that
    /// fits; otherwise the record is serialized to measure it.
    mutating func spend(on record: Item) -> Bool {
        guard let left else { return true }
        let estimate = record.estimatedBytes
        let bytes = estimate < 2_048 ? estimate * 6 : JSONValue.object(record).serialized().count + 1
        guard bytes <= left else { return false }
        self.left = left - bytes
        return true
    }
}
