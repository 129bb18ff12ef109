/// The unit and form of a time.
public enum TimeUnit: String, Sendable, Hashable, CaseIterable {
    /// An integer: milliseconds since 1970-01-01T00:00Z.
    case milliseconds
    /// An integer: seconds since 1970-01-01T00:00Z.
    case seconds
    /// A text of RFC 3339, in UTC with milliseconds: `2026-01-01T00:00:00.000Z`.
    case rfc3339
}
