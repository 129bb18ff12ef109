import Testing

@testable import JSONSchema

@Suite("The syntax of a pattern")
struct PatternSyntaxTests {
    @Test(
        "takes what ECMA-262 allows in unicode mode",
        arguments: [
            "", "|", "a|", "()", "(?:)", "[]", "[^]", "[a-]", "[-a]", "[a\\-z]", "[\\b]", "[\\]]", "[[]",
            "\\/",
            "a{0}", "a{2}", "a{2,}", "a{2,5}?", "a*?", "a+?", "a??", "\\0", "\\cA", "\\x41", "\\u0041",
            "\\u{1F600}", "\\uD83D\\uDE00", "\\uD83D", "[\\uD83D\\uDE00-\\u{1F64F}]", "\\p{L}",
            "\\P{Script=Greek}",
            "\\p{scx=Grek}", "\\p{gc=Lu}", "\\p{General_Category=Decimal_Number}", "\\p{Alphabetic}",
            "\\p{Any}",
            "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(a)\\1", "\\1(a)", "(?<name>a)\\k<name>",
            "\\k<name>(?<name>a)",
            "(?<a>x)|(?<a>y)", "(?<\\u{61}>x)", "(?<π$_>x)", "[^\\d\\s\\w\\D\\S\\W]", "\\.", "-", "a-b", ",",
            "=", "<",
        ]
    )
    func valid(source: String) throws {
        _ = try Pattern(source)
    }

    @Test(
        "refuses everything else and says where",
        arguments: [
            ("^(abc]", 5), ("a)", 1), ("(", 0), ("(?:a", 0), ("[a", 0), ("a]", 1), ("}", 0), ("{", 0),
            ("a{", 1),
            ("a{,5}", 1), ("a{1", 1), ("a{5,2}", 1), ("*", 0), ("a**", 2), ("^*", 1), ("\\b+", 2),
            ("(?=a)*", 5),
            ("(?<=a)?", 6), ("\\", 0), ("x\\a", 1), ("\\-", 0), ("\\_", 0), ("\\e", 0), ("\\01", 0),
            ("\\c1", 0),
            ("\\x4", 0), ("\\u12", 2), ("\\u{110000}", 2), ("\\u{}", 2), ("[z-a]", 1), ("[\\d-z]", 1),
            ("[a-\\w]", 1),
            ("\\p", 0), ("\\p{", 0), ("\\p{Nope}", 0), ("\\p{letter}", 0), ("\\p{Script=}", 0),
            ("\\p{Script=greek}", 0),
            ("\\pL", 0), ("(?P<n>a)", 0), ("(?i)a", 0), ("(?i:a)", 0), ("(?#c)a", 0), ("(?<1>a)", 2),
            ("(?<>a)", 2),
            ("(?<n>a)(?<n>b)", 7), ("(a)\\2", 3), ("\\1", 0), ("\\k<n>", 0), ("\\k", 2), ("[\\1]", 1),
            ("[\\B]", 1),
        ]
    )
    func invalid(source: String, offset: Int) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error?.offset == offset, "\(String(describing: error))")
    }

    @Test(
        "refuses what would be too large to compile",
        arguments: ["((a{1000}){1000}){1000}", "(a?){99999999999999999999}", "[a-z]{20001}", "(?=a{30000})"]
    )
    func tooLarge(source: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error?.reason.contains("too large") == true)
    }

    @Test("refuses groups nested without end, and survives them")
    func nesting() {
        let open = String(repeating: "(", count: 100_000)
        let error = #expect(throws: PatternError.self) { try Pattern(open) }
        #expect(error?.reason.contains("nested") == true)
    }

    @Test("names the expression, the character and the remedy")
    func description() {
        let error = #expect(throws: PatternError.self) { try Pattern("^(abc") }
        #expect(
            error?.description
                == "regular expression '^(abc': at character 2: the group is not closed; add ')' or write '\\(' for the"
                + " character itself"
        )
    }
}
