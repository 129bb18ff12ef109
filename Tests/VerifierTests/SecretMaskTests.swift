import Lambda
import Testing

@testable import Verifier

@Suite("What is shown of an address")
struct SecretMaskTests {
    @Test(
        "is without user information and values of the query",
        arguments: [
            ("https://example.com/", "https://example.com/"),
            ("https://ana:pw@example.com/a", "https://***@example.com/a"),
            ("https://example.com/a?key=1&other=2", "https://example.com/a?key=***&other=***"),
            ("https://example.com/a@b", "https://example.com/a@b"),
            ("https://a@b:c@d/?x", "https://***@d/?x=***"),
        ]
    )
    func address(url: String, shown: String) {
        #expect(SecretMask.maskedURL(url) == shown)
    }

    @Test("is without secrets that an answer repeats, and with words that are none")
    func words() {
        let mask = SecretMask([HeaderField("Authorization", "Bearer abcdef"), HeaderField("X", "1")])
        #expect(mask.masked("Bearer abcdef and abcdef, 1") == "*** and ***, 1")
    }
}
