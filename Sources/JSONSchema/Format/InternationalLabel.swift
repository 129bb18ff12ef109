/// The rules for a label with non-ASCII characters (a U-label): RFC 5891, section 4.2, and RFC 5892.
///
/// That a label must be in Normalization Form C is not checked: the standard library has no test for it, and the official
/// test suite wants labels that are not to pass in `idn-email`.
enum InternationalLabel {
    static func isValid(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, let last = label.last, first != "-", last != "-",
            !(label.count >= 4 && label[2] == "-" && label[3] == "-")
        else { return false }
        switch first.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return false
        default: break
        }
        return label.indices.allSatisfy { index in
            contextRule(for: label[index])?(label, index) ?? isValid(label[index])
        }
    }

    // MARK: Code points by themselves

    /// Whether a code point that needs no context is PVALID: RFC 5892, section 3.
    private static func isValid(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        // Old Hangul Jamo.
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return false
        // Blocks of symbols and of ancient musical notation.
        case 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
        default: break
        }
        let properties = scalar.properties
        // NFKC_Casefold is what RFC 5892 calls unstable, and removes what it calls ignorable.
        guard !properties.changesWhenNFKCCaseFolded, !properties.isWhitespace else { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter,
            .nonspacingMark,
            .spacingMark:
            return true
        default: return false
        }
    }

    // MARK: Code points in context

    private typealias ContextRule = ([Unicode.Scalar], Int) -> Bool

    /// The rule for a code point that is valid in some places only: RFC 5892, appendix A.
    private static func contextRule(for scalar: Unicode.Scalar) -> ContextRule? {
        switch scalar.value {
        case 0x200C: { isAfterVirama($0, $1) || JoiningType.joins(around: $1, in: $0) }
        case 0x200D: isAfterVirama
        // Middle dot: Catalan l·l.
        case 0xB7: { neighbour($0, $1 - 1) == "l" && neighbour($0, $1 + 1) == "l" }
        // Greek keraia.
        case 0x375: { isIn(greek, neighbour($0, $1 + 1)) }
        // Hebrew geresh and gershayim.
        case 0x5F3, 0x5F4: { isIn(hebrew, neighbour($0, $1 - 1)) }
        // Katakana middle dot.
        case 0x30FB: { label, _ in label.contains { $0.value != 0x30FB && isIn(japanese, $0) } }
        // Arabic-Indic digits and extended Arabic-Indic digits exclude each other.
        case 0x660...0x669: { label, _ in !label.contains { (0x6F0...0x6F9).contains($0.value) } }
        case 0x6F0...0x6F9: { label, _ in !label.contains { (0x660...0x669).contains($0.value) } }
        default: nil
        }
    }

    private static func isAfterVirama(_ label: [Unicode.Scalar], _ index: Int) -> Bool {
        neighbour(label, index - 1)?.properties.canonicalCombiningClass == .virama
    }

    private static func neighbour(_ label: [Unicode.Scalar], _ index: Int) -> Unicode.Scalar? {
        label.indices.contains(index) ? label[index] : nil
    }

    private static func isIn(_ set: ScalarSet?, _ scalar: Unicode.Scalar?) -> Bool {
        guard let set, let scalar else { return false }
        return set.contains(scalar.value)
    }

    private static let greek = UnicodeProperty.set(named: "Script=Greek")
    private static let hebrew = UnicodeProperty.set(named: "Script=Hebrew")
    private static let japanese: ScalarSet? = ["Hiragana", "Katakana", "Han"]
        .compactMap { UnicodeProperty.set(named: "Script=\($0)") }
        .reduce(nil) { $0?.union($1) ?? $1 }
}
