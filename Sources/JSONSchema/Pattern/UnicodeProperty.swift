import Synchronization

/// The properties that `\p{...}` can name, from the standard library's own Unicode tables.
///
/// Names are matched exactly, as ECMA-262 demands: a general category by any of its names (`Letter`, `L`,
/// `gc=Letter`), a script (`Script=Greek`, `scx=Grek`), or a binary property (`Alphabetic`).
enum UnicodeProperty {
    /// The cache of sets; creating one examines some 300,000 code points.
    private static let cache = Mutex<[String: ScalarSet]>([:])

    /// Returns the code points with a property, written as between the braces of `\p{...}`.
    static func set(named text: String) -> ScalarSet? {
        if let known = cache.withLock({ $0[text] }) { return known }
        guard let made = make(text) else { return nil }
        cache.withLock { $0[text] = made }
        return made
    }

    private static func make(_ text: String) -> ScalarSet? {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ $0.utf8.allSatisfy(isNameByte) && !$0.isEmpty }) else { return nil }
        switch (parts.count, parts[0]) {
        case (1, let name):
            return GeneralCategoryName.set(named: name) ?? BinaryPropertyName.set(named: name)
        case (2, "General_Category"), (2, "gc"):
            return GeneralCategoryName.set(named: parts[1])
        case (2, "Script"), (2, "sc"):
            return script(parts[1], property: "Script")
        case (2, "Script_Extensions"), (2, "scx"):
            return script(parts[1], property: "Script_Extensions")
        default:
            return nil
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Returns the code points that satisfy a condition.
    ///
    /// Planes 4 to 13, 15 and 16 are unassigned or private, alike but for the two noncharacters at the end of each.
    static func set(where condition: (Unicode.Scalar) -> Bool) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        func add(_ range: ClosedRange<UInt32>) {
            guard let first = Unicode.Scalar(range.lowerBound), condition(first) else { return }
            if let last = ranges.last, last.upperBound &+ 1 == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound...range.upperBound
            } else {
                ranges.append(range)
            }
        }
        for plane in UInt32(0)...16 {
            let start = plane << 16
            if plane < 4 || plane == 14 {
                for value in start...(start + 0xFFFF) { add(value...value) }
            } else {
                add(start...(start + 0xFFFD))
                add((start + 0xFFFE)...(start + 0xFFFF))
            }
        }
        return ScalarSet(ranges)
    }

    /// Returns the code points of a script.
    ///
    /// `Unicode.Scalar.Properties` has no script. The standard library's `Regex` has; it runs here on every code
    /// point once, never on data. It may know scripts of an older version of Unicode than the properties do.
    private static func script(_ name: String, property: String) -> ScalarSet? {
        // Regex takes names loosely; the names of scripts begin with a capital letter.
        guard let first = name.unicodeScalars.first, first.properties.isUppercase else { return nil }
        return set(matching: "\\p{\(property)=\(name)}")
    }

    /// Returns the code points that the standard library's regular expression for one scalar matches.
    private static func set(matching expression: String) -> ScalarSet? {
        guard let regex = try? Regex<Substring>("(?:\(expression))+").matchingSemantics(.unicodeScalar) else {
            return nil
        }
        var text = String.UnicodeScalarView()
        for value in UInt32(0)..<0x40000 {
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        for value in UInt32(0xE0000)..<0xE1000 {
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        let ranges = String(text).matches(of: regex).flatMap { match -> [ClosedRange<UInt32>] in
            // A run may lie across the gap between the planes.
            ScalarSet(match.output.unicodeScalars.map { $0.value...$0.value }).ranges
        }
        return ranges.isEmpty ? nil : ScalarSet(ranges)
    }
}
