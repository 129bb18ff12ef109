import JSON

extension Arguments {
    /// The maximum number of records of a limited list; a higher limit is reduced to it.
    static let maximumLimit = 100

    /// Returns `limit` if present: an integer of at least 1.
    func optionalLimit() throws(Failure) -> Int? {
        guard let text = try optionalText("limit") else { return nil }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else {
            throw .invalid("'limit' is '\(text.prefix(64))', but must be a whole number of at least 1")
        }
        return min(Int(text) ?? Self.maximumLimit, Self.maximumLimit)
    }

    /// Returns a timestamp in milliseconds, if present.
    func optionalTimestamp(_ name: String) throws(Failure) -> JSONNumber? {
        guard let text = try optionalText(name) else { return nil }
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit), let timestamp = Int(text) else {
            throw .invalid("'\(name)' is '\(text.prefix(64))', but must be a time in whole milliseconds")
        }
        return JSONNumber(timestamp)
    }

    /// Returns `cursor`, if present.
    func optionalCursor() throws(Failure) -> Cursor? {
        guard let text = try optionalText("cursor") else { return nil }
        guard let cursor = Cursor(text) else { throw .unreadableCursor }
        return cursor
    }

    /// Returns the statuses to list: the one that `status` names, or all when it is absent or `all`.
    func statuses<Status: RawRepresentable & CaseIterable>(
        _ type: Status.Type
    ) throws(Failure) -> [String] where Status.RawValue == String {
        let all = Status.allCases.map(\.rawValue)
        guard let text = value("status"), text != "all" else { return all }
        return [try choice("status", type).rawValue]
    }
}

extension Failure {
    /// The error for a cursor that this list never returned.
    static let unreadableCursor = Failure.invalid(
        "'cursor' cannot be read; pass the 'next_cursor' of this very list's last answer, unchanged"
    )
}

extension UInt8 {
    /// Whether the byte is an ASCII digit.
    fileprivate var isDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
