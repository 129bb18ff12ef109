import Lambda
import Testing

@Suite("Header fields")
struct HeaderFieldsTests {
    @Test("are found in any ASCII case", arguments: ["content-type", "CONTENT-TYPE", "Content-Type"])
    func anyCase(name: String) {
        let headers: HeaderFields = ["Content-Type": "application/json"]
        #expect(headers[name] == "application/json")
    }

    @Test(
        "distinguish names that differ by more than ASCII case",
        arguments: ["x`", "x@", "content_type"]
    )
    func otherNames(name: String) {
        let headers: HeaderFields = ["X@": "1", "Content-Type": "2"]
        #expect(headers[name] == (name == "x@" ? "1" : nil))
    }

    @Test("keep duplicate fields")
    func doubles() {
        var headers: HeaderFields = ["Access-Control-Allow-Origin": "*"]
        headers.append("access-control-allow-origin", "https://dashboard.example.com")
        #expect(headers.values(for: "Access-Control-Allow-Origin") == ["*", "https://dashboard.example.com"])
    }

    @Test("replace all fields of a name when it is set, and remove them when it is set to nil")
    func replace() {
        var headers = HeaderFields([
            HeaderField("Vary", "a"), HeaderField("ETag", "\"1\""), HeaderField("vary", "b"),
        ])
        headers["VARY"] = "Origin"
        #expect(headers.values(for: "vary") == ["Origin"])
        headers["vary"] = nil
        #expect(headers.fields == [HeaderField("ETag", "\"1\"")])
    }
}
