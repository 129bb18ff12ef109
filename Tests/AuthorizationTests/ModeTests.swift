import Foundation
import Testing

@testable import Authorization

@Suite("What an option says of authorization")
struct ModeTests {
    @Test("can be none, a secret or a file of keys")
    func forms() async throws {
        guard case .off = try await AuthorizationMode("none") else {
            Issue.record("none switches authorization on")
            return
        }
        guard case .tokens = try await AuthorizationMode("supabase:\(TestKeys.secret)") else {
            Issue.record("a secret switches authorization off")
            return
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(TestKeys.set()).write(to: file)
        guard case .tokens(let keys) = try await AuthorizationMode(file.path) else {
            Issue.record("a file switches authorization off")
            return
        }
        #expect(keys.keys.map(\.identifier) == ["ec", "rsa", "ed"])
    }

    @Test(
        "is refused when it is nothing, and then shown in no error",
        arguments: ["", "supabase:", "supabase:f00b4r", "supabse:f00b4r", "https://f00b4r.example.com/keys"]
    )
    func unknown(text: String) async {
        do {
            _ = try await AuthorizationMode(text)
            Issue.record("'\(text)' is taken")
        } catch {
            #expect(!error.description.contains("f00b4r"))
        }
    }

    @Test("names a file that is missing")
    func missing() async {
        await #expect(throws: AuthorizationError.unreadable(path: "no/such.json")) {
            try await AuthorizationMode("no/such.json")
        }
    }

    @Test(
        "names what is wrong with a file of keys",
        arguments: [
            ("{", "keys.json: is not JSON"),
            ("[]", "keys.json: has no list of keys"),
            (#"{"keys": []}"#, "no key in it checks signatures"),
            (#"{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}"#, "no key in it checks signatures"),
            (#"{"keys": [{"kty": "EC", "crv": "P-256", "use": "enc"}]}"#, "no key in it checks signatures"),
            (#"{"keys": [5]}"#, "the key at /keys/0 is no object"),
            (#"{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}"#, "is no key for ES256"),
            (#"{"keys": [{"kty": "EC", "crv": "P-256"}]}"#, "is no key for ES256"),
            (#"{"keys": [{"kty": "EC"}]}"#, "has no crv"),
            (#"{"keys": [{"kty": "RSA", "n": "3Q", "e": "AQAB"}]}"#, "is no key for RS256"),
        ]
    )
    func broken(text: String, part: String) async {
        do {
            _ = try await TokenKeys(parsing: Array(text.utf8), path: "keys.json")
            Issue.record("\(text) is taken")
        } catch {
            #expect(error.description.contains(part), "\(error)")
        }
    }

    @Test("takes no private key that is none")
    func privateKey() async {
        await #expect(throws: AuthorizationError.self) { try await TokenSigner(pem: "abc") }
        await #expect(throws: AuthorizationError.unreadable(path: "no/key.pem")) {
            try await TokenSigner(contentsOf: "no/key.pem")
        }
    }
}
