/// Generates texts of the formats that the specification defines (JSON Schema Validation, section 7.3).
enum FormatText {
    /// A text at the edge of a format: valid by the letter, and refused by some libraries.
    struct EdgeCase {
        /// A description of the text.
        let name: String
        let text: String
    }

    /// Whether texts of a format can be generated.
    static func isKnown(_ format: String) -> Bool {
        Format.checker(named: format) != nil
    }

    /// Returns an undisputed text of a format; `nil` for an unknown format.
    ///
    /// Valid texts that common libraries reject are among ``edgeCases(of:)`` only.
    static func sample(of format: String, using random: inout SeededRandom) -> String? {
        var generator = FormatGenerator(random: random)
        defer { random = generator.random }
        return switch format {
        case "date": generator.date()
        case "time": generator.time()
        case "date-time": generator.date() + "T" + generator.time()
        case "duration": generator.duration()
        case "email": generator.one(of: ["a", "ana.bell", "x+tag"]) + "@" + generator.hostname()
        case "idn-email":
            generator.one(of: ["ana", "δοκιμή", "用户"]) + "@" + generator.one(of: ["example.com", "例え.jp"])
        case "hostname": generator.hostname()
        case "idn-hostname": generator.one(of: ["example.com", "bücher.example", "例え.テスト"])
        case "ipv4": generator.addressVersion4()
        case "ipv6": generator.addressVersion6()
        case "uri": generator.uri()
        case "iri": generator.one(of: [generator.uri(), "https://例え.jp/ä?ö#ü"])
        case "uri-reference", "iri-reference":
            generator.one(of: ["/a/b", "../up", "?q=1", "#part", "https://example.com/a%20b"])
        case "uri-template":
            generator.one(of: ["/users/{id}", "https://example.com/{?q,page*}", "{+path:3}"])
        case "uuid": generator.uuid()
        case "json-pointer": generator.one(of: ["/a/0", "/items/1/name", "/a b"])
        case "relative-json-pointer": generator.one(of: ["0", "1/a", "2#"])
        case "regex": generator.one(of: ["^a+$", "[0-9]{2,4}", "^[a-z]+-[0-9]+$"])
        default: nil
        }
    }

    /// Returns a pattern of undisputed texts of a format, to combine with other patterns; `nil` where there is none.
    static func pattern(of format: String) -> String? {
        switch format {
        case "date": "^\(date)$"
        case "time": "^\(time)$"
        case "date-time": "^\(date)T\(time)$"
        case "email": "^[a-z][a-z0-9]*(\\.[a-z0-9]+)*@[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+$"
        case "hostname": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*)*$"
        case "ipv4": "^(0|[1-9][0-9]?|1[0-9][0-9])(\\.(0|[1-9][0-9]?|1[0-9][0-9])){3}$"
        case "uri", "uri-reference": "^[a-z]+://[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*(/[A-Za-z0-9._~-]*)*$"
        case "uuid": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
        default: nil
        }
    }

    private static let date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    private static let time = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-]0[0-9]:00)"

    /// The texts at the edges of a format, the same ones every time.
    static func edgeCases(of format: String) -> [EdgeCase] {
        let cases: KeyValuePairs<String, String> =
            switch format {
            case "date":
                ["29 February": "2000-02-29", "the first year": "0001-01-01", "the last year": "9999-12-31"]
            case "time":
                [
                    "a leap second, which RFC 3339 allows": "23:59:60Z",
                    "a lower-case z, which RFC 3339 allows": "12:30:15z",
                    "nine decimals": "12:30:15.123456789Z", "an offset of nearly a day": "12:30:15-23:59",
                ]
            case "date-time":
                [
                    "29 February": "2000-02-29T12:30:15Z", "the first year": "0001-01-01T00:00:00Z",
                    "the last year": "9999-12-31T23:59:59Z",
                    "nine decimals": "2024-05-17T12:30:15.123456789Z",
                    "an offset of nearly a day": "2024-05-17T12:30:15-23:59",
                    "a lower-case t and z, which RFC 3339 allows": "2024-05-17t12:30:15z",
                    "a leap second, which RFC 3339 allows": "2016-12-31T23:59:60Z",
                ]
            case "duration": ["zero": "PT0S", "weeks": "P4W", "every unit": "P1Y2M10DT2H30M5S"]
            case "email":
                [
                    "a quoted local part": "\"odd name\"@example.com",
                    "a label of 63 letters": "a@\(longLabel).example",
                ]
            case "hostname": ["a single label": "a", "a label of 63 letters": "\(longLabel).example"]
            case "idn-hostname": ["Punycode": "xn--nxasmq6b.example"]
            case "ipv6":
                [
                    "the unspecified address": "::", "the loopback address": "::1",
                    "an IPv4 address inside": "::ffff:192.0.2.1",
                ]
            case "uri", "iri":
                [
                    "a name and no place": "urn:example:a", "an address": "mailto:ana@example.com",
                    "an IPv6 host, a port, a query and a fragment": "http://[::1]:8080/x?y#z",
                ]
            case "uri-reference", "iri-reference": ["an empty text": "", "no scheme": "//example.com/x"]
            case "uri-template": ["an empty text": ""]
            case "uuid":
                [
                    "no bit set": "00000000-0000-0000-0000-000000000000",
                    "capital letters": "A987FBC9-4BED-4078-8F07-9141BA07C9F3",
                ]
            case "json-pointer":
                [
                    "the whole": "", "an empty name": "/", "escaped signs": "/~0/~1",
                    "letters beyond ASCII": "/ü/😀",
                ]
            case "relative-json-pointer": ["an escaped sign": "0/~1"]
            case "regex":
                ["an empty text": "", "a named group": "(?<year>\\d{4})", "a Unicode property": "\\p{L}"]
            default: [:]
            }
        return cases.map { EdgeCase(name: $0.key, text: $0.value) }
    }

    private static let longLabel = String(repeating: "a", count: 63)
}

/// Generates texts of formats from random numbers.
private struct FormatGenerator {
    var random: SeededRandom

    mutating func one(of texts: [String]) -> String {
        random.element(of: texts) ?? ""
    }

    private mutating func digits(_ range: ClosedRange<Int>, _ count: Int) -> String {
        let text = String(random.number(in: range))
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    mutating func date() -> String {
        "\(digits(1_971...2_037, 4))-\(digits(1...12, 2))-\(digits(1...28, 2))"
    }

    mutating func time() -> String {
        let fraction = one(of: ["", "", ".5", ".123"])
        let zone = one(of: ["Z", "Z", "+00:00", "-05:00", "+13:45"])
        return "\(digits(0...23, 2)):\(digits(0...59, 2)):\(digits(0...59, 2))\(fraction)\(zone)"
    }

    mutating func duration() -> String {
        one(of: ["P1Y", "P2M3D", "PT15M", "PT36H", "P\(random.number(in: 1...999))D"])
    }

    mutating func hostname() -> String {
        one(of: ["example.com", "x-1.example.org", "a.b.example.net"])
    }

    mutating func addressVersion4() -> String {
        (0..<4).map { _ in String(random.number(in: 0...255)) }.joined(separator: ".")
    }

    mutating func addressVersion6() -> String {
        if random.happens(percent: 40) { return one(of: ["2001:db8::1", "2001:db8:0:1::2"]) }
        return (0..<8).map { _ in String(random.number(in: 0x1...0xFFFF), radix: 16) }.joined(separator: ":")
    }

    mutating func uri() -> String {
        one(of: ["https://example.com/", "https://example.org/a/b?c=d", "http://example.com:8080/x#y"])
    }

    mutating func uuid() -> String {
        var text = (0..<32).map { _ in String(random.number(in: 0...15), radix: 16) }
        // Version 4 of RFC 9562, because some libraries check the version and the variant.
        text[12] = "4"
        text[16] = one(of: ["8", "9", "a", "b"])
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return parts.map { text[$0].joined() }.joined(separator: "-")
    }
}
