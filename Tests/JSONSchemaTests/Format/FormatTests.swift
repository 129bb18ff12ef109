import Testing

@testable import JSONSchema

@Suite("A format")
struct FormatTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let format: String
        let valid: [String]
        let invalid: [String]

        init(_ format: String, takes valid: [String], refuses invalid: [String]) {
            self.format = format
            self.valid = valid
            self.invalid = invalid
        }

        var testDescription: String { format }
    }

    @Test(
        "takes what its specification allows, beyond the official suite",
        arguments: [
            Case("date", takes: ["2000-02-29", "0000-01-01"], refuses: ["1900-02-29", "2023-04-31"]),
            Case(
                "time",
                takes: ["00:00:00z", "00:59:60+01:00"],
                refuses: ["", "12:00:00.Z", "12:00:00+1:00", "12:00:00-", "12:00Z"]
            ),
            Case(
                "date-time",
                takes: ["2016-12-31T23:59:60.5z", "2017-01-01T00:59:60+01:00"],
                refuses: ["2016-12-31 23:59:59Z", "2016-12-31T23:59:59", "2016-12-31T", "2016-12-31"]
            ),
            Case(
                "duration",
                takes: ["P0W", "P1YT1S"],
                refuses: ["P1W1D", "P1DT", "PT1S1M", "p1d", "P1D1D"]
            ),
            Case(
                "email",
                takes: [
                    "a@b", "\"\\\"\"@example.com", "a+b@xn--9n2bp8q.com", "a@[tag:x]", "\"\"@example.com",
                ],
                refuses: [
                    "a@b@c", "a@-b", "a@b.", "\"a@example.com", "\"a\"b@example.com", "ä@example.com",
                    "a@ä.example",
                    "a@[1.2.3]", "a@[]", "a@[tag:]", "a@", "",
                    String(repeating: "a", count: 65) + "@example.com",
                    "a@[IPv6:::1", "\"\u{1}\"@example.com",
                ]
            ),
            Case(
                "idn-email",
                takes: ["ä@ä.example", "a@[IPv6:::1]"],
                refuses: ["ä", "ä@", "@ä", "ä@-ä", "ä @ä"]
            ),
            Case(
                "hostname",
                takes: ["a", "1.2.3.4", "r3---x.example.com", "EXAMPLE.com", "XN--9N2BP8Q.com"],
                refuses: ["a..b", "ä.example", "a b", "xn--", "xn--a-", "a.-b", "xn--ls8h"]
            ),
            Case(
                "idn-hostname",
                takes: ["ä.example", "ελλάδα.gr", "Example.com", "日本語。jp", "אבג.example", "नमस्ते.example"],
                refuses: [
                    "☃.example", "Ä.example", "ä-", "-ä", "ab--ä", "ﬁ.example", "ä .example", "½",
                    "😀.example",
                ]
            ),
            Case("ipv4", takes: ["127.0.0.1"], refuses: ["01.2.3.4", "1.2.3.4.", "1.2.3.1000", "1..2.3"]),
            Case(
                "ipv6",
                takes: ["1::", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8"],
                refuses: [
                    "", ":", ":::", "::1::", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
                    "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::",
                    "::1.2.3.4:1", "1:", ":1", "1::2:", "::g", "::%25en0",
                ]
            ),
            Case(
                "uri",
                takes: [
                    "a:", "a:/", "a://", "a:b:c", "http://a:", "http://[v7.a:b]/", "http://@a", "a:?#",
                    "a+b-c.d:e",
                ],
                refuses: [
                    "", ":", "a", "1a:b", "a:[", "http://[::1", "http://[::1]a", "http://[]", "http://a]",
                    "a:#b#c",
                    "http://ä", "a:%", "a:%1", "http://[v.a]", "http://[::1]:x",
                ]
            ),
            Case(
                "uri-reference",
                takes: ["?", "#", "a/b:c", "..", "//a"],
                refuses: [":", "a b", "%zz", "#a#b", "//["]
            ),
            Case(
                "iri",
                takes: ["http://ä/ö?ü#ß", "a:?\u{E000}"],
                refuses: ["ä:b", "a:\u{E000}", "a:\u{FFFE}", "a: "]
            ),
            Case("iri-reference", takes: ["ä", ""], refuses: ["ä b", "ä:b\u{80}"]),
            Case(
                "uri-template",
                takes: ["{a}{b}", "{+a,b*,c:3}", "{a_.%20b}", "ä", "{=a}"],
                refuses: [
                    "{", "}", "{a", "{+}", "{a:}", "{a*:3}", "{a:3*}", "{.a.}", "{ä}", "%", "%1", "{{a}}",
                    "<",
                ]
            ),
            Case(
                "uuid",
                takes: ["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
                refuses: [
                    "", "{2EB8AA08-aa98-11ea-b4aa-73b441d16380}", "éb8aa08-aa98-11ea-b4aa-73b441d16380",
                ]
            ),
            Case("json-pointer", takes: ["", "/", "/~0~1"], refuses: ["~0", "/~", "/~a"]),
            Case(
                "relative-json-pointer",
                takes: ["0", "10#", "0-1", "1+2/a"],
                refuses: ["", "#", "a", "00", "0-", "0+0", "0a"]
            ),
            Case("regex", takes: ["", "a|b", "(?<!a)b"], refuses: ["(", "\\a", "[b-a]", "a{2,1}", "(?i)a"]),
        ]
    )
    func verdicts(_ example: Case) throws {
        let isValid = try #require(Format.checker(named: example.format))
        for text in example.valid { #expect(isValid(text), "\(text.debugDescription)") }
        for text in example.invalid { #expect(!isValid(text), "\(text.debugDescription)") }
    }

    @Test("is unknown when the specification does not name it", arguments: ["unknown", "", "Date", "color"])
    func unknown(name: String) {
        #expect(Format.checker(named: name) == nil)
    }

    @Test("survives texts without end", arguments: Case.names)
    func longTexts(name: String) throws {
        let isValid = try #require(Format.checker(named: name))
        for unit in ["a", "1", "(", "[", "/", ":", ".", "ä", "%", "xn--a", "{", "\""] {
            // Only a few formats are without a bound on length.
            let verdict = isValid(String(repeating: unit, count: 20_000))
            #expect(!verdict || Case.unbounded.contains(name), "\(unit)")
        }
    }

    @Test(
        "decodes what RFC 3492 gives as examples, and encodes it again",
        arguments: [
            ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"),
            ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
            ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
            ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
            ("-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n", "安室奈美恵-with-SUPER-MONKEYS"),
            ("-> $1.00 <--", "-> $1.00 <-"),
        ]
    )
    func punycode(encoded: String, decoded: String) {
        #expect(Punycode.decode(Array(encoded.utf8)) == Array(decoded.unicodeScalars))
        #expect(Punycode.encode(Array(decoded.unicodeScalars)) == Array(encoded.utf8))
    }

    @Test("refuses what is no Punycode", arguments: ["x", "99999999", "a-é", "---z", "a!"])
    func invalidPunycode(text: String) {
        #expect(Punycode.decode(Array(text.utf8)) == nil)
    }
}

extension FormatTests.Case {
    static let names = [
        "date", "time", "date-time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4",
        "ipv6",
        "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer",
        "relative-json-pointer", "regex",
    ]

    static let unbounded = [
        "uri-reference", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex",
    ]
}
