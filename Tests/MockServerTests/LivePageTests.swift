import JSON
import MockServer
import Testing

@Suite("The page of a mock", .timeLimit(.minutes(10)))
struct LivePageTests {
    private func page(_ mock: MockUnderTest) async throws -> RawAnswer {
        try await mock.send("GET /__understudy/")
    }

    @Test("is one HTML document under 150 KB, with and without the slash")
    func document() async throws {
        try await MockUnderTest.run { mock async throws in
            for path in ["/__understudy/", "/__understudy", "/s/worker-1/__understudy/"] {
                let answer = try await mock.send("GET \(path)")
                #expect(answer.status == 200)
                #expect(answer.values("Content-Type") == ["text/html; charset=utf-8"])
                #expect(answer.body.hasPrefix("<!doctype html>"))
                #expect(answer.body.hasSuffix("</html>\n"))
                #expect(answer.body.utf8.count < 150_000)
                #expect(!answer.body.contains("{{"), "a place of the document was not filled")
            }
            #expect(try await mock.send("POST /__understudy/", body: []).status == 405)
            #expect(try await mock.send("GET /__understudy/", host: "example.com").status == 403)
        }
    }

    @Test("allows only its own scripts and styles, under a nonce that is never repeated")
    func policy() async throws {
        try await MockUnderTest.run { mock async throws in
            var nonces: Set<String> = []
            for _ in 0..<2 {
                let answer = try await page(mock)
                let policy = try #require(answer.values("Content-Security-Policy").first)
                #expect(policy.hasPrefix("default-src 'none'; "))
                #expect(!policy.contains("unsafe"))
                let nonce = try #require(policy.firstMatch(of: /script-src 'nonce-([a-z0-9]+)'/)?.1)
                #expect(answer.body.contains("<script nonce=\"\(nonce)\">"))
                #expect(answer.body.contains("<style nonce=\"\(nonce)\">"))
                nonces.insert(String(nonce))
            }
            #expect(nonces.count == 2)
        }
    }

    @Test("loads nothing from other URLs, and never creates markup from a text")
    func safety() async throws {
        try await MockUnderTest.run { mock async throws in
            let body = try await page(mock).body
            for place in body.matches(of: /(?:src|href|action)="([^"]*)"/) {
                #expect(place.1.hasPrefix("data:") || place.1.hasPrefix("/__understudy/"))
            }
            for word in [
                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "@import",
            ] {
                #expect(!body.contains(word), "\(word)")
            }
        }
    }

    @Test("resolves the references of the actions' schemas in the contract that it receives")
    func references() async throws {
        try await MockUnderTest.run { mock async throws in
            let contract = try await mock.json("GET /__understudy/contract")
            let records = try #require(contract["records"]?.objectValue)
            let references = contract.compactText.matches(of: /"\$ref":"[^"]*?(records\/[^"#]+)/).map(\.1)
            #expect(!references.isEmpty)
            for reference in references {
                #expect(records[String(reference)] != nil, "\(reference)")
            }
            #expect(contract["rules"]?.arrayValue?.isEmpty == false)
        }
    }
}
