import JSON
import Tables

/// What a list gives at once.
struct RecordPage {
    var records: [Item]
    /// Where more records are, if there are more.
    var next: Cursor?

    /// The page with its records the other way round.
    var reversed: RecordPage {
        RecordPage(records: records.reversed(), next: next)
    }

    /// The answer's body.
    func answer(_ name: String) -> JSONObject {
        var body = JSONObject()
        body[name] = .array(records.map(\.shown))
        if let next { body["next_cursor"] = .string(next.text) }
        return body
    }
}

/// Counts an answer's bytes, so that a limited list stays below what a function can return.
struct ByteBudget {
    /// The bytes that are left; `nil` for no limit.
    private var left: Int?

    /// Makes a budget that keeps some bytes back for what stands around the records.
    init(limit: Int?) {
        left = limit.map { $0 - 8_192 }
    }

    /// Takes a record's bytes; false when they are not there.
    ///
    /// An escape can make six bytes of one, so a large record is written to be measured; small ones are taken at
    /// six times their size as long as that fits.
    mutating func spend(on record: Item) -> Bool {
        guard let left else { return true }
        let estimate = record.estimatedBytes
        let bytes = estimate < 2_048 ? estimate * 6 : JSONValue.object(record).serialized().count + 1
        guard bytes <= left else { return false }
        self.left = left - bytes
        return true
    }
}
