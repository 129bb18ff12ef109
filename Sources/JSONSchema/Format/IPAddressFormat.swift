/// `ipv4` (RFC 2673, section 3.2: four decimal numbers) and `ipv6` (RFC 4291, section 2.2).
enum IPAddressFormat {
    static func isVersion4(_ text: String) -> Bool {
        isVersion4(Array(text.utf8)[...])
    }

    static func isVersion6(_ text: String) -> Bool {
        isVersion6(Array(text.utf8)[...])
    }

    static func isVersion4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy(isDecimalOctet)
    }

    /// 0 to 255 without leading zeros, which some readers would take for octal.
    private static func isDecimalOctet(_ part: ArraySlice<UInt8>) -> Bool {
        guard (1...3).contains(part.count), part.allSatisfy(\.isDigit),
            part.count == 1 || part.first != UInt8(ascii: "0")
        else { return false }
        return part.reduce(0) { $0 * 10 + Int($1) - 0x30 } <= 255
    }

    static func isVersion6(_ bytes: ArraySlice<UInt8>) -> Bool {
        var groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        // "::" at an end leaves two empty groups there; in the middle one.
        if groups[0].isEmpty {
            guard groups[1].isEmpty else { return false }
            groups.removeFirst()
        }
        if groups[groups.count - 1].isEmpty {
            guard groups[groups.count - 2].isEmpty else { return false }
            groups.removeLast()
        }
        var width = groups.count
        if let last = groups.last, last.contains(UInt8(ascii: ".")) {
            guard isVersion4(last) else { return false }
            groups.removeLast()
            width += 1
        }
        let gaps = groups.count(where: \.isEmpty)
        guard groups.allSatisfy({ $0.count <= 4 && $0.allSatisfy(\.isHexDigit) }) else { return false }
        // A gap represents at least one group of zeros.
        return gaps == 0 ? width == 8 : gaps == 1 && width <= 8
    }
}
