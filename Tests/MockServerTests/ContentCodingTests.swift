import JSON
import Testing

@Suite("A request to the mock whose body is compressed", .timeLimit(.minutes(5)))
struct ContentCodingTests {
    @Test("is refused with 415, which says what is taken", arguments: ["gzip", "Deflate", "identity, br"])
    func refused(coding: String) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send(
                "POST /",
                headers: ["Content-Encoding: \(coding)", "Content-Type: application/json"],
                body: [0x1F, 0x8B, 0x08]
            )
            #expect(answer.status == 415)
            #expect(answer.values("Accept-Encoding") == ["identity"])
            let error = try JSONValue(parsing: answer.body)["error"]?.stringValue ?? ""
            #expect(error.hasPrefix("the body is compressed (Content-Encoding: "))
        }
    }

    @Test("by nothing, or is empty, is answered as any other", arguments: [("identity", "{}"), ("gzip", "")])
    func answered(coding: String, body: String) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send(
                "POST /",
                headers: ["Content-Encoding: \(coding)"],
                body: Array(body.utf8)
            )
            #expect(answer.status == 404)
        }
    }
}
