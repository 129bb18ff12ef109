import Foundation
import HTTPEndpoint
import JSON
import Lambda
import TestSupport
import Testing

@Suite("A mock that asks for tokens", .timeLimit(.minutes(10)))
struct AuthorizedMockTests {
    private static let secret = "super-secret-jwt-token-with-at-least-32-characters-long"
    private static let mock = ["--auth", "supabase:\(secret)"]

    @Test("holds the whole contract, every MUST and SHOULD, for a verifier that signs in as whoever it names")
    func holds() async throws {
        let folder = try TemporaryFolder()
        let report = folder.url.appending(path: "report.json")
        try await MockProcess.run(Self.mock) { url in
            let arguments = ["verify", "--endpoint", url, "--strict", "--json", report.path]
            let run = try await Program.run(arguments, environment: ["UNDERSTUDY_JWT_SECRET": Self.secret])
            #expect(run.exitCode == 0, "\(run.output) \(run.error)")
            #expect(run.output.contains("The contract holds"))
        }
        let document = try JSONValue(parsing: Array(try Data(contentsOf: report)))
        #expect(document["counts"]?["skipped"]?.intValue == 0)
        #expect(try String(contentsOf: report, encoding: .utf8).contains("bearer-owner"))
    }

    @Test("is read by the tokens that the command line makes, for those that they are of")
    func tokens() async throws {
        var made: [String] = []
        for name in ["ana", "ben"] {
            let token = try await Program.run(["token", "--sub", name, "--secret", Self.secret]).output
            made.append(token.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let over = try await Program.run([
            "token", "--sub", "ana", "--secret", Self.secret, "--expires-in", "-1",
        ])
        let expired = over.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try await MockProcess.run(Self.mock) { url in
            let endpoint = HTTPEndpoint(try EndpointURL(url))
            try await HTTPEndpoint.whileOpen(endpoint) { endpoint in
                for (token, status) in [(made[0], 200), (made[1], 403), (expired, 401), (nil, 401)] {
                    var request = LambdaRequest(
                        method: "GET",
                        rawQuery: "action=chat/conversations&user_id=ana"
                    )
                    request.headers["Authorization"] = token.map { "Bearer \($0)" }
                    let response = try await endpoint.send(request)
                    #expect(response.status == status)
                }
            }
        }
    }
}
