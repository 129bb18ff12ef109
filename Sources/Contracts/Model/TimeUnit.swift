public import JSON

/// The unit and form of a time.
public enum TimeUnit: String, Sendable, Hashable, CaseIterable {
    /// An integer: milliseconds since 1970-01-01T00:00Z.
    case milliseconds
    /// An integer: seconds since 1970-01-01T00:00Z.
    case seconds
    /// A text of RFC 3339, in UTC with milliseconds: `2026-01-01T00:00:00.000Z`.
    case rfc3339

    /// Reads the `time` member of an annotation: `true` for milliseconds, else the unit's name.
    ///
    /// - Parameter annotation: The member's value.
    public init?(annotation: JSONValue) {
        if annotation.boolValue == true {
            self = .milliseconds
        } else {
            guard let unit = annotation.stringValue.flatMap(TimeUnit.init) else { return nil }
            self = unit
        }
    }
}
