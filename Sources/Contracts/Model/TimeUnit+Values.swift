public import JSON

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TimeUnit {
    /// Returns a time in this unit and form.
    ///
    /// - Parameter milliseconds: The milliseconds since 1970-01-01T00:00Z.
    /// - Returns: An integer, or a text of RFC 3339.
    public func value(_ milliseconds: Int) -> JSONValue {
        switch self {
        case .milliseconds: .number(JSONNumber(milliseconds))
        case .seconds: .number(JSONNumber(Self.floor(milliseconds, 1_000)))
        case .rfc3339: .string(Self.text(milliseconds))
        }
    }

    /// The smallest step of the unit, in milliseconds.
    public var step: Int { self == .seconds ? 1_000 : 1 }

    /// Returns the milliseconds of a time in this unit and form; `nil` when it is none.
    ///
    /// - Parameter value: The time, as a record or a message has it.
    /// - Returns: The milliseconds since 1970-01-01T00:00Z; a fraction of one is dropped.
    public func milliseconds(of value: JSONValue) -> Int? {
        switch self {
        case .milliseconds: return value.intValue
        case .seconds:
            guard let (product, isOverflow) = value.intValue?.multipliedReportingOverflow(by: 1_000),
                !isOverflow
            else { return nil }
            return product
        case .rfc3339: return value.stringValue.flatMap(Self.milliseconds)
        }
    }

    private static func floor(_ value: Int, _ divisor: Int) -> Int {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Returns a time as a text of RFC 3339, in UTC with milliseconds.
    ///
    /// - Parameter milliseconds: The milliseconds since 1970-01-01T00:00Z.
    /// - Returns: A text such as `2026-01-01T00:00:00.000Z`.
    public static func text(_ milliseconds: Int) -> String {
        // Half a millisecond more, because the style cuts off what a binary fraction lacks of a whole one.
        Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1_000).formatted(style)
    }

    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// Reads a time in UTC or with an offset (RFC 3339); a fraction counts to the millisecond.
    private static func milliseconds(_ text: String) -> Int? {
        guard let time = try? Date(text.uppercased(), strategy: style) else { return nil }
        return Int((time.timeIntervalSince1970 * 1_000 + 0.01).rounded(.down))
    }
}
