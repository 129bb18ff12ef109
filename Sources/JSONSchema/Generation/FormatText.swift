/// Makes texts of the formats that the specification defines (JSON Schema Validation, section 7.3).
enum FormatText {
    /// Whether texts of a format can be made.
    static func isKnown(_ format: String) -> Bool {
        Format.checker(named: format) != nil
    }

    /// A text of a format; `nil` for a format that is not known.
    static func sample(of format: String, using random: inout SeededRandom, isPlain: Bool) -> String? {
        var maker = FormatMaker(random: random)
        defer { random = maker.random }
        return switch format {
        case "date": maker.date()
        case "time": maker.time()
        case "date-time": maker.date() + "T" + maker.time()
        case "duration": maker.duration()
        case "email": maker.one(of: ["a", "ana.bell", "x+tag", "\"odd name\""]) + "@" + maker.hostname()
        case "idn-email":
            maker.one(of: ["ana", "δοκιμή", "用户"]) + "@" + maker.one(of: ["example.com", "例え.jp"])
        case "hostname": maker.hostname()
        case "idn-hostname":
            maker.one(of: ["example.com", "bücher.example", "例え.テスト", "xn--nxasmq6b.example"])
        case "ipv4": maker.addressVersion4()
        case "ipv6": maker.addressVersion6()
        case "uri", "iri": maker.uri(isInternational: format == "iri")
        case "uri-reference", "iri-reference":
            maker.one(of: ["", "#part", "../up", "?q=1", "//example.com/x", "https://example.com/a%20b"])
        case "uri-template":
            maker.one(of: ["", "/users/{id}", "https://example.com/{?q,page*}", "{+path:3}"])
        case "uuid": maker.uuid()
        case "json-pointer": maker.one(of: ["", "/", "/a/0", "/~0/~1", "/ü/😀"])
        case "relative-json-pointer": maker.one(of: ["0", "1/a", "2#", "0/~1"])
        case "regex": maker.one(of: ["", "^a+$", "[0-9]{2,4}", "(?<year>\\d{4})", "\\p{L}"])
        default: nil
        }
    }
}

/// Makes texts of formats from random numbers.
private struct FormatMaker {
    var random: SeededRandom

    mutating func one(of texts: [String]) -> String {
        random.element(of: texts) ?? ""
    }

    private mutating func digits(_ range: ClosedRange<Int>, _ count: Int) -> String {
        let text = String(random.number(in: range))
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    mutating func date() -> String {
        if random.happens(percent: 20) {
            return one(of: ["2000-02-29", "1999-12-31", "0001-01-01", "9999-12-31"])
        }
        return "\(digits(1...9_999, 4))-\(digits(1...12, 2))-\(digits(1...28, 2))"
    }

    mutating func time() -> String {
        let fraction = one(of: ["", ".5", ".123456789"])
        let zone = one(of: ["Z", "z", "+00:00", "-23:59", "+14:00"])
        if random.happens(percent: 10) { return "23:59:60Z" }
        return "\(digits(0...23, 2)):\(digits(0...59, 2)):\(digits(0...59, 2))\(fraction)\(zone)"
    }

    mutating func duration() -> String {
        one(of: [
            "P1Y", "P2M3D", "PT0S", "P4W", "PT36H", "P1Y2M10DT2H30M5S", "P\(random.number(in: 1...999))D",
        ])
    }

    mutating func hostname() -> String {
        one(of: ["example.com", "a", "x-1.example.org", String(repeating: "a", count: 63) + ".example"])
    }

    mutating func addressVersion4() -> String {
        (0..<4).map { _ in String(random.number(in: 0...255)) }.joined(separator: ".")
    }

    mutating func addressVersion6() -> String {
        if random.happens(percent: 40) { return one(of: ["::", "::1", "2001:db8::", "::ffff:192.0.2.1"]) }
        return (0..<8).map { _ in String(random.number(in: 0...0xFFFF), radix: 16) }.joined(separator: ":")
    }

    mutating func uri(isInternational: Bool) -> String {
        let places = [
            "https://example.com/", "urn:example:a", "mailto:ana@example.com", "http://[::1]:8080/x?y#z",
        ]
        return one(of: isInternational ? places + ["https://例え.jp/ä?ö#ü"] : places)
    }

    mutating func uuid() -> String {
        let text = (0..<32).map { _ in String(random.number(in: 0...15), radix: 16) }.joined()
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        let scalars = Array(text.utf8)
        return parts.map { String(decoding: scalars[$0], as: UTF8.self) }.joined(separator: "-")
    }
}
