/// A decimal number of any size and precision, kept as it was written.
///
/// ```swift
/// JSONNumber("1.0")?.text                 // "1.0"
/// JSONNumber("1.0") == JSONNumber("1")    // true
/// JSONNumber("0.1").map { $0 + $0 }       // 0.2
/// ```
///
/// Exponents, as they are written, reach from -999,999,999 to 999,999,999 (``exponentLimit``); a number beyond is none.
/// Nothing here ever writes such a number out digit by digit.
public struct JSONNumber: Sendable {
    /// The largest magnitude of an exponent in a number's text.
    public static let exponentLimit = 999_999_999

    /// The representation of the number: both small forms give back their text exactly, so only the rest needs memory for it.
    enum Storage: Sendable {
        /// An integer in the only way to write it without exponent or fraction; `-0` is none of these.
        case integer(Int)
        /// `significand` / 10^`places`, written with exactly that many digits after the point, at most 18; no `-0.0`.
        case decimal(Int, places: UInt8)
        /// Everything else.
        case literal(NumberLiteral)
    }

    let storage: Storage

    init(storage: Storage) {
        self.storage = storage
    }

    /// Creates an integer.
    public init(_ value: Int) {
        storage = .integer(value)
    }

    /// Reads a number; gives `nil` when the text is none or its exponent is beyond ``exponentLimit``.
    ///
    /// - Parameter text: A number in JSON's grammar (RFC 8259, section 6), with nothing around it.
    /// - Complexity: O(*n*) in the length of the text.
    public init?(_ text: String) {
        var text = text
        let number = text.withUTF8 { bytes -> JSONNumber? in
            guard case .number(let number, let end) = NumberScanner.scan(bytes, from: 0), end == bytes.count
            else {
                return nil
            }
            return number
        }
        guard let number else { return nil }
        self = number
    }

    /// Reads the number that starts at a place; `nil` where there is none, or its exponent is beyond ``exponentLimit``.
    ///
    /// - Returns: The number and the place behind it.
    /// - Complexity: O(*n*) in the length of the number.
    package static func prefix(
        of bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> (number: JSONNumber, end: Int)? {
        guard case .number(let number, let end) = NumberScanner.scan(bytes, from: start) else { return nil }
        return (number, end)
    }

    /// The number as it was written; for computed numbers the plain notation, or an exponent where that is long.
    public var text: String {
        switch storage {
        case .integer(let value): String(value)
        case .decimal(let significand, let places):
            DecimalText.plain(significand: significand, places: Int(places))
        case .literal(let literal): literal.text
        }
    }

    /// The integer that is written without exponent or fraction; `nil` for other numbers, be they whole or not.
    package var plainInteger: Int? {
        if case .integer(let value) = storage { value } else { nil }
    }

    /// The value as an `Int`, when it is a whole number that fits: `3`, `3.0` and `30e-1` all give 3.
    public var intValue: Int? {
        switch storage {
        case .integer(let value):
            return value
        case .decimal(let significand, let places):
            let (quotient, remainder) = significand.quotientAndRemainder(
                dividingBy: PowerOfTen.int(Int(places))
            )
            return remainder == 0 ? quotient : nil
        case .literal(let literal):
            return literal.value.intValue
        }
    }

    /// Whether this is a whole number, however it is written.
    public var isInteger: Bool {
        decimalPlaces == 0
    }

    /// Whether the value is less than zero; `-0` is not.
    public var isNegative: Bool {
        switch storage {
        case .integer(let value): value < 0
        case .decimal(let significand, _): significand < 0
        case .literal(let literal): literal.value.isNegative
        }
    }

    /// The number of digits that the value needs after the decimal point: 1 for `0.50`, 0 for `3.0`.
    public var decimalPlaces: Int {
        switch storage {
        case .integer:
            return 0
        case .decimal(var significand, let places):
            var places = Int(places)
            while places > 0, significand % 10 == 0 {
                significand /= 10
                places -= 1
            }
            return places
        case .literal(let literal):
            return max(0, -literal.value.exponent)
        }
    }

    /// The nearest binary floating-point number; infinite when the value is beyond its range.
    public var doubleValue: Double {
        switch storage {
        case .integer(let value):
            return Double(value)
        case .decimal, .literal:
            // Text that JSON's grammar takes, `Double` takes.
            return Double(text) ?? .nan
        }
    }
}

extension JSONNumber: CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// The number's text.
    public var description: String { text }

    /// Creates an integer.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

/// A number that only its text holds.
final class NumberLiteral: Sendable {
    let text: String

    init(text: String) {
        self.text = text
    }

    /// The exact value.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    var value: DecimalValue {
        DecimalValue(literal: text)
    }
}
