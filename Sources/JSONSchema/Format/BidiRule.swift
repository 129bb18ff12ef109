/// The rule for names that mix writing directions: RFC 5893, section 2.
enum BidiRule {
    /// The bidirectional classes as far as the rule distinguishes them.
    private enum Class {
        case leftToRight
        /// R and AL.
        case rightToLeft
        case europeanNumber
        case arabicNumber
        case nonspacingMark
        /// ES, CS, ET, ON and BN.
        case neutral
    }

    /// Whether all labels obey, which they need not when none is written from right to left.
    static func holds(forName labels: [[Unicode.Scalar]]) -> Bool {
        let classes = labels.map { $0.map(classOf) }
        guard classes.joined().contains(where: { $0 == .rightToLeft || $0 == .arabicNumber }) else {
            return true
        }
        return classes.allSatisfy(holds)
    }

    private static func holds(_ label: [Class]) -> Bool {
        let end = label.last { $0 != .nonspacingMark }
        switch label.first {
        case .rightToLeft:
            return !label.contains(.leftToRight)
                && (end == .rightToLeft || end == .europeanNumber || end == .arabicNumber)
                && !(label.contains(.europeanNumber) && label.contains(.arabicNumber))
        case .leftToRight:
            return !label.contains(.rightToLeft) && !label.contains(.arabicNumber)
                && (end == .leftToRight || end == .europeanNumber)
        default: return false
        }
    }

    /// The class of a code point that is allowed in a label, by the blocks of Unicode's DerivedBidiClass.
    private static func classOf(_ scalar: Unicode.Scalar) -> Class {
        switch scalar.value {
        // The joiners are invisible: BN.
        case 0x2D, 0x200C, 0x200D: return .neutral
        case 0x30...0x39, 0x6F0...0x6F9: return .europeanNumber
        case 0x660...0x669, 0x10D30...0x10D39: return .arabicNumber
        // Letters that modify others, without a direction of their own: ON.
        case 0x2B9...0x2BA, 0x2C6...0x2CF, 0x2EC, 0x2E2F, 0xA67F, 0xA717...0xA71F, 0xA788: return .neutral
        // Vowel signs that take up space although they are nonspacing marks.
        case 0xCBF, 0xCC6, 0x11A07...0x11A08, 0x11C3F: return .leftToRight
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return .nonspacingMark
        default: break
        }
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            return .rightToLeft
        default: return .leftToRight
        }
    }
}
