import Testing

@testable import JSONSchema

@Suite("A URI reference")
struct URIReferenceTests {
    @Test(
        "resolves as RFC 3986, section 5.4 says",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
        ]
    )
    func resolution(reference: String, target: String) {
        let base = URIReference("http://a/b/c/d;p?q")
        #expect(URIReference(reference).resolved(against: base).text == target)
    }

    @Test(
        "resolves against the addresses of contracts and names",
        arguments: [
            (
                "../../records/a.json#/x", "contract:///actions/chat/send.json",
                "contract:///records/a.json#/x"
            ),
            ("#/x", "urn:example:a?=b", "urn:example:a?=b#/x"),
            ("a.json", "http://a", "http://a/a.json"),
            ("../a.json", "file:///c:/x/y.json", "file:///c:/a.json"),
        ]
    )
    func bases(reference: String, base: String, target: String) {
        #expect(URIReference(reference).resolved(against: URIReference(base)).text == target)
    }

    @Test(
        "decodes and encodes a fragment",
        arguments: [
            ("%25", "%", "%25"), ("a%20b", "a b", "a%20b"), ("%5Ea", "^a", "%5Ea"), ("%C3%A9", "é", "%C3%A9"),
        ]
    )
    func fragments(encoded: String, decoded: String, again: String) {
        #expect(encoded.percentDecoded == decoded)
        #expect(decoded.fragmentEncoded == again)
    }

    @Test("does not decode what is malformed", arguments: ["%", "%2", "%zz", "%FF"])
    func malformed(text: String) {
        #expect(text.percentDecoded == nil)
    }
}
