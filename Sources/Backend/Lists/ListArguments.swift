import JSON

extension Arguments {
    /// The most records that a limited list gives; a higher limit is taken as this one.
    static let maximumLimit = 100

    /// `limit`, if it is there: a whole number of at least 1.
    func optionalLimit() throws(Failure) -> Int? {
        guard let text = try optionalText("limit") else { return nil }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else {
            throw .invalid("'limit' is '\(text.prefix(64))', but must be a whole number of at least 1")
        }
        return min(Int(text) ?? Self.maximumLimit, Self.maximumLimit)
    }

    /// A time in milliseconds, if it is there.
    func optionalMoment(_ name: String) throws(Failure) -> JSONNumber? {
        guard let text = try optionalText(name) else { return nil }
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit), let moment = Int(text) else {
            throw .invalid("'\(name)' is '\(text.prefix(64))', but must be a time in whole milliseconds")
        }
        return JSONNumber(moment)
    }

    /// `cursor`, if it is there.
    func optionalCursor() throws(Failure) -> Cursor? {
        guard let text = try optionalText("cursor") else { return nil }
        guard let cursor = Cursor(text) else { throw .unreadableCursor }
        return cursor
    }

    /// The values that `status` asks for: the one it names, or all without it and for `all`.
    func statuses<Status: RawRepresentable & CaseIterable>(
        _ type: Status.Type
    ) throws(Failure) -> [String] where Status.RawValue == String {
        let all = Status.allCases.map(\.rawValue)
        guard let text = value("status"), text != "all" else { return all }
        return [try word("status", type).rawValue]
    }
}

extension Failure {
    /// A cursor that no answer of this list can have given.
    static let unreadableCursor = Failure.invalid(
        "'cursor' cannot be read; pass the 'next_cursor' of this very list's last answer, unchanged"
    )
}

extension UInt8 {
    /// Whether this is an ASCII digit.
    fileprivate var isDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
