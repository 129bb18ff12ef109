extension Unicode.Scalar {
    /// The code point as the Unicode Standard writes it, with four digits at least: `U+00E9`.
    public var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
