import Foundation
import HTTPEndpoint
import JSON
import Lambda
import TestSupport
import Testing

@Suite(
    "The program with DynamoDB",
    .enabled(if: Emulator.areInstalled, "\(Emulator.advice)"),
    .timeLimit(.minutes(20))
)
struct DynamoDBTests {
    private let prefix = "u\(UUID().uuidString.prefix(13))-"

    /// The options that choose tables of their own in an emulator.
    private func options(_ emulator: Emulator = .ministack) async throws -> [String] {
        ["--store", "dynamodb:\(try await emulator.endpoint())", "--table-prefix", prefix]
    }

    private func send(_ request: LambdaRequest, to url: String) async throws -> LambdaResponse {
        let endpoint = HTTPEndpoint(try EndpointURL(url))
        do {
            let response = try await endpoint.send(request)
            await endpoint.shutdown()
            return response
        } catch {
            await endpoint.shutdown()
            throw error
        }
    }

    @Test("makes, describes and deletes the contract's tables", arguments: Emulator.allCases)
    func tables(emulator: Emulator) async throws {
        let options = try await options(emulator)
        let missing = try await Program.run(["tables", "describe"] + options)
        #expect(missing.exitCode == 1)
        #expect(missing.output.contains("\(prefix)Messages: absent"), "\(missing.output)")
        for expected in ["created", "unchanged"] {
            let made = try await Program.run(["tables", "create"] + options)
            #expect(made.exitCode == 0, "\(made.error)")
            #expect(made.output.contains("\(prefix)Messages: \(expected)"), "\(made.output)")
        }
        let described = try await Program.run(["tables", "describe"] + options)
        #expect(described.exitCode == 0)
        #expect(described.output.contains("\(prefix)Messages: ACTIVE"), "\(described.output)")
        let refused = try await Program.run(["tables", "delete"] + options)
        #expect(refused.exitCode == 2)
        #expect(refused.error.contains("--yes"))
        #expect(try await Program.run(["tables", "describe"] + options).exitCode == 0)
        let deleted = try await Program.run(["tables", "delete", "--yes"] + options)
        #expect(deleted.output.contains("\(prefix)Messages: deleted"), "\(deleted.output)")
        #expect(try await Program.run(["tables", "describe"] + options).exitCode == 1)
    }

    @Test("serves the tables: what one mock writes, another one reads, and the doctor finds well")
    func serve() async throws {
        let options = try await options()
        #expect(try await Program.run(["tables", "create"] + options).exitCode == 0)
        let body: JSONValue = [
            "action": "chat/send", "user_id": "u", "store_url": "https://a.example.com", "message": "hello",
        ]
        let message = LambdaRequest(method: "POST", body: body.serialized())
        try await MockProcess.run(options) { url in
            let sent = try await send(message, to: url)
            #expect(sent.status == 200, "\(String(decoding: sent.body, as: UTF8.self))")
        }
        try await MockProcess.run(options, environment: [:]) { url, welcome in
            #expect(welcome.contains("records    in DynamoDB at http://127.0.0.1"), "\(welcome)")
            let query = "action=chat/conversations&user_id=u"
            let list = try await send(LambdaRequest(method: "GET", rawQuery: query), to: url)
            let text = String(decoding: list.body, as: UTF8.self)
            #expect(text.contains("hello"), "\(text)")
            // The records are out of the reach of the control API, and of other sessions.
            let get = LambdaRequest(method: "GET")
            #expect(try await send(get, to: url + "__understudy/state").status == 409)
            #expect(try await send(get, to: url + "__understudy/journal").status == 200)
            #expect(try await send(message, to: url + "s/other/").status == 503)
        }
        let doctor = try await Program.run(["doctor"] + options)
        #expect(doctor.exitCode == 0, "\(doctor.output) \(doctor.error)")
        #expect(doctor.output.contains(": 0 of "), "\(doctor.output)")
    }

    @Test("writes a fixture into empty tables only")
    func fixture() async throws {
        let options = try await options()
        #expect(try await Program.run(["tables", "create"] + options).exitCode == 0)
        try await MockProcess.run(options + ["--fixture", "demo"]) { _ in }
        let doctor = try await Program.run(["doctor"] + options)
        #expect(doctor.output.contains("0 of 42 records are broken"), "\(doctor.output)")
        let second = try await Program.run(["serve", "--port", "0", "--fixture", "demo"] + options)
        #expect(second.exitCode == 2)
        #expect(second.error.contains("has records"), "\(second.error)")
    }

    @Test("is not started on tables that are missing, and says what makes them")
    func missing() async throws {
        let result = try await Program.run(["serve", "--port", "0"] + options())
        #expect(result.exitCode == 2)
        #expect(result.error.contains("understudy tables create"), "\(result.error)")
    }
}
