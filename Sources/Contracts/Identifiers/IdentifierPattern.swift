import JSONSchema

/// A plain pattern, such as `^ord_[a-z0-9]{12}$`, of which random texts are made that hardly ever repeat.
struct IdentifierPattern: Sendable, Hashable {
    /// Characters of which one stands at a place.
    private struct Piece: Hashable {
        var characters: [UInt8]
        var least: Int
        var most: Int
    }

    /// The length of a repetition without a highest count, and the wish of one with room for it.
    private static let usualCount = 12

    private var pieces: [Piece] = []

    /// Creates a pattern of letters and digits.
    init(length: Int) {
        pieces = [Piece(characters: Self.expand("a-z0-9") ?? [], least: length, most: length)]
    }

    /// Reads a pattern of literal characters and classes with counts; `nil` when there is more to it.
    init?(_ pattern: String) {
        var rest = Array(pattern.utf8)[...]
        guard rest.first == UInt8(ascii: "^"), rest.last == UInt8(ascii: "$") else { return nil }
        rest = rest.dropFirst().dropLast()
        while let first = rest.first {
            guard let characters = Self.characters(first, &rest), !characters.isEmpty,
                let (least, most) = Self.count(&rest)
            else { return nil }
            pieces.append(Piece(characters: characters, least: least, most: most))
        }
        guard !pieces.isEmpty else { return nil }
    }

    /// Makes a text.
    func text(using random: inout SeededRandom) -> String {
        var bytes: [UInt8] = []
        for piece in pieces {
            let count = min(max(piece.least, piece.characters.count > 1 ? Self.usualCount : 0), piece.most)
            for _ in 0..<count {
                bytes.append(piece.characters[random.number(in: 0...piece.characters.count - 1)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func characters(_ first: UInt8, _ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        switch first {
        case UInt8(ascii: "["):
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let content = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            return expand(content)
        case UInt8(ascii: "\\"):
            guard rest.count > 1 else { return nil }
            let escaped = rest[rest.startIndex + 1]
            rest = rest.dropFirst(2)
            switch escaped {
            case UInt8(ascii: "d"): return expand("0-9")
            case UInt8(ascii: "w"): return expand("A-Za-z0-9_")
            default: return isLetterOrDigit(escaped) ? nil : [escaped]
            }
        default:
            guard isLetterOrDigit(first) || "-_:/#@~".utf8.contains(first) else { return nil }
            rest = rest.dropFirst()
            return [first]
        }
    }

    /// The characters of a class; `nil` for a negated one and for one with escapes.
    private static func expand(_ content: String) -> [UInt8]? {
        let bytes = Array(content.utf8)
        guard bytes.first != UInt8(ascii: "^"), !bytes.contains(UInt8(ascii: "\\")),
            bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        var characters: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"),
                bytes[index] <= bytes[index + 2]
            {
                characters += Array(bytes[index]...bytes[index + 2])
                index += 3
            } else {
                characters.append(bytes[index])
                index += 1
            }
        }
        return characters
    }

    private static func count(_ rest: inout ArraySlice<UInt8>) -> (least: Int, most: Int)? {
        switch rest.first {
        case UInt8(ascii: "+"):
            rest = rest.dropFirst()
            return (1, usualCount)
        case UInt8(ascii: "*"):
            rest = rest.dropFirst()
            return (0, usualCount)
        case UInt8(ascii: "?"):
            rest = rest.dropFirst()
            return (0, 1)
        case UInt8(ascii: "{"):
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let parts = rest[(rest.startIndex + 1)..<end].split(
                separator: UInt8(ascii: ","),
                omittingEmptySubsequences: false
            ).map { String(decoding: $0, as: UTF8.self) }
            rest = rest[(end + 1)...]
            guard let least = parts.first.flatMap({ Int($0) }), (0...1_000).contains(least) else {
                return nil
            }
            switch parts.count {
            case 1: return (least, least)
            case 2 where parts[1].isEmpty: return (least, max(least, usualCount))
            case 2:
                guard let most = Int(parts[1]), most >= least else { return nil }
                return (least, most)
            default: return nil
            }
        default:
            return (1, 1)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
