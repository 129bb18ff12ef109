import Lambda
import Testing

@testable import Verifier
import VerifierEvents

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

    @Test(
        "is without any part of a secret, whichever of its forms fits how far",
        arguments: [
            "3f2b8c1d9e4a5b6c-7d8e9f0a1b2c", "abcdefghijkl.TAILSECRET99", "abcdefghijkl/TAILSECRET99",
            "dXNlcjpw/TAIL+SECRET==", "abcdefghijkl-TAIL \"SECRET\" 99",
        ]
    )
    func forms(secret: String) {
        let mask = SecretMask(headers: [HeaderField("X-Api-Key", secret)], url: "https://a/?code=\(secret)")
        let lowerEncoded = secret.replacing("/", with: "%2f").replacing("-", with: "%2d")
        for shown in [
            secret, lowerEncoded, secret.replacing("/", with: #"\u002f"#), "\(secret.dropLast(3))\n",
        ] {
            let masked = mask.masked("x \(shown) y")
            #expect(!masked.contains("TAIL") && !masked.contains("9f0a"), "\(shown): \(masked)")
            #expect(masked.hasPrefix("x ***") && masked.hasSuffix(" y"))
        }
    }

    @Test("is without secrets that an answer repeats, and with words that are none")
    func words() {
        let mask = SecretMask([HeaderField("Authorization", "Bearer abcdef"), HeaderField("X", "1")])
        #expect(mask.masked("Bearer abcdef and abcdef, 1") == "*** and ***, 1")
    }
}
