import JSON

/// The remaining bytes of a response, so that a page of a list stays below the maximum response size.
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
    mutating func spend(on record: JSONObject) -> Bool {
        guard let left else { return true }
        let estimate = record.estimatedBytes
        let bytes = estimate < 2_048 ? estimate * 6 : JSONValue.object(record).serialized().count + 1
        guard bytes <= left else { return false }
        self.left = left - bytes
        return true
    }
}

extension JSONObject {
    /// The approximate size of a record: its strings, and an allowance for each attribute; containers are measured.
    fileprivate var estimatedBytes: Int {
        reduce(0) { total, member in
            let value =
                switch member.value {
                case .string(let text): text.utf8.count
                case .array, .object: member.value.serialized().count
                default: 16
                }
            return total + member.name.utf8.count + value + 8
        }
    }
}
