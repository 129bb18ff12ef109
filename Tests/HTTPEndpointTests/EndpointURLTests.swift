import HTTPEndpoint
import Testing

@Suite("The URL of an endpoint")
struct EndpointURLTests {
    @Test(
        "is shown as it was given",
        arguments: [
            "http://127.0.0.1:3000/", "https://example.com/stage?key=1", "http://[::1]:8080/",
        ]
    )
    func shown(text: String) throws {
        #expect(try EndpointURL(text).description == text)
    }

    @Test(
        "is rejected with the reason when it is invalid",
        arguments: [
            ("", "is not a URL"), ("example.com", "does not start with http"),
            ("ftp://example.com", "http://"),
            ("http://", "names no host"), ("http://user:word@example.com", "user name"),
            ("http://example.com:99999", "99999"),
        ]
    )
    func refused(text: String, part: String) {
        let error = #expect(throws: EndpointURLError.self) { try EndpointURL(text) }
        #expect(error.map { "\($0)".contains(part) } == true)
    }

    @Test(
        "is not repeated with the password in it",
        arguments: ["http://user:word@example.com/", "https://user:wo@rd@example.com/a@b"]
    )
    func password(text: String) {
        let error = #expect(throws: EndpointURLError.self) { try EndpointURL(text) }
        #expect(error?.description.contains("://...@example.com/") == true)
        #expect(error?.description.contains("wo") == false)
    }
}
