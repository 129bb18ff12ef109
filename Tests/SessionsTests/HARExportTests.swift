import Contracts
import Foundation
import JSON
import JSONSchema
import Lambda
import Sessions
import TestSupport
import Testing

@Suite("A journal as an HTTP archive")
struct HARExportTests {
    @Test("is a HAR 1.2 with the oldest request first and the contract's findings")
    func shape() async throws {
        let pipeline = try SupportSessions.pipeline()
        let entries = [
            try await Self.entry(pipeline, "POST", body: Self.send("Hello")),
            try await Self.entry(pipeline, "GET", query: "action=chat/conversations&user_id=ana%20b"),
            try await Self.entry(pipeline, "GET", query: "action=chat/conversations"),
        ]
        let archive = HARExport(origin: "http://localhost:3000/").archive(of: entries.reversed())
        #expect(try Self.failures(of: archive) == [])
        let shown = try #require(archive["log"]?["entries"]?.arrayValue)
        #expect(shown.map { $0["_understudy"]?["sequence"] } == [1, 2, 3])
        let read = try #require(shown[1]["request"])
        #expect(read["url"] == "http://localhost:3000/?action=chat/conversations&user_id=ana%20b")
        #expect(read["queryString"]?.arrayValue?.last == ["name": "user_id", "value": "ana b"])
        #expect(shown[0]["request"]?["postData"]?["text"]?.stringValue?.contains("Hello") == true)
        #expect(shown[2]["response"]?["status"] == 400)
        #expect(shown[2]["_understudy"]?["refusal"]?["pointer"] == "/user_id")
    }

    @Test("conforms to a schema that an archive without a required member violates")
    func schema() async throws {
        let pipeline = try SupportSessions.pipeline()
        let entry = try await Self.entry(pipeline, "POST", body: Self.send("Hello"))
        let archive = HARExport(origin: "http://localhost").archive(of: [entry])
        for place in ["/log/version", "/log/entries/0/timings/wait", "/log/entries/0/response/content/size"] {
            #expect(try Self.failures(of: archive.replacing(at: JSONPointer(place), with: nil)) != [])
        }
    }

    @Test("says that a body was truncated, and truncates between two characters")
    func cut() async throws {
        let pipeline = try SupportSessions.pipeline()
        let entry = try await Self.entry(
            pipeline,
            "POST",
            body: Self.send(String(repeating: "€", count: 40_000))
        )
        let place = try JSONPointer("/log/entries/0/request")
        let data = try #require(HARExport(origin: "http://localhost").archive(of: [entry])[place])
        #expect(data["bodySize"]?.intValue == entry.requestBytes)
        #expect(
            data["postData"]?["comment"]?.stringValue?.hasPrefix("truncated: the first 65536 of ") == true
        )
        #expect(data["postData"]?["text"]?.stringValue?.hasSuffix("€") == true)
        #expect(data["postData"]?["_encoding"] == nil)
    }

    @Test("writes bytes that are not UTF-8 in base64")
    func binary() async throws {
        let pipeline = try SupportSessions.pipeline()
        let entry = try await Self.entry(pipeline, "POST", body: [0xFF, 0x00, 0xFE])
        let archive = HARExport(origin: "http://localhost").archive(of: [entry])
        let place = try JSONPointer("/log/entries/0/request/postData")
        let data = try #require(archive[place])
        #expect(data["text"] == "/wD+")
        #expect(data["_encoding"] == "base64")
        #expect(try Self.failures(of: archive) == [])
    }

    @Test(
        "has URLs that select the same session",
        arguments: [
            ("/s/ana/chat/send", "", [:], "http://localhost/s/ana/chat/send"),
            ("/", "_session=ana", [:], "http://localhost/?_session=ana"),
            ("/", "", ["X-Understudy-Session": "ana"], "http://localhost/"),
            ("/", "", ["Cookie": "understudy-session=ana"], "http://localhost/s/ana/"),
        ] as [(String, String, HeaderFields, String)]
    )
    func addresses(path: String, query: String, headers: HeaderFields, url: String) throws {
        let pipeline = try SupportSessions.pipeline()
        let name = try SessionName("ana")
        let answer = pipeline.refuse(
            with: LambdaResponse(status: 404),
            in: try pipeline.registry.session(name)
        )
        let request = LambdaRequest(method: "GET", path: path, rawQuery: query, headers: headers)
        let entry = JournalEntry(answer, to: request, in: name, time: Date(), milliseconds: 1)
        let archive = HARExport(origin: "http://localhost/").archive(of: [entry])
        #expect(archive["log"]?["entries"]?.arrayValue?.first?["request"]?["url"]?.stringValue == url)
    }

    @Test(
        "contains no credential, however it was sent",
        arguments: [
            ("%74oken=hidden", [:], "{}"), ("jwt=hidden&sig=hidden", [:], "{}"),
            ("", ["Referer": "https://a.example.com/cb?access_token=hidden#id_token=hidden"], "{}"),
            ("", ["X-Supabase-Auth": "hidden", "X-Auth": "hidden", "X-JWT": "hidden"], "{}"),
            (
                "", [:],
                #"{"a": [{"Password": "hidden", "access_token": {"b": "hidden"}}], "message": "seen"}"#
            ),
            ("", [:], #"{"password": "hidden""#), ("", [:], "user=ana&password=hidden"),
        ] as [(String, HeaderFields, String)]
    )
    func everywhere(query: String, headers: HeaderFields, body: String) throws {
        let pipeline = try SupportSessions.pipeline()
        let answer = pipeline.refuse(
            with: LambdaResponse(status: 200),
            in: try pipeline.registry.session(.standard)
        )
        let request = LambdaRequest(method: "POST", rawQuery: query, headers: headers, body: Array(body.utf8))
        let entry = JournalEntry(answer, to: request, in: .standard, time: Date(), milliseconds: 1)
        let archive = HARExport(origin: "http://localhost").archive(of: [entry])
        #expect(!archive.compactText.contains("hidden") && !entry.json.compactText.contains("hidden"))
        #expect(archive.compactText.contains("***"))
        #expect(!archive.compactText.contains("cut: "), "what is masked is kept whole")
        #expect(!body.contains("seen") || entry.json.compactText.contains("seen"))
    }

    @Test(
        "contains no API key, wherever the contract has it",
        arguments: [
            (.header("X-Other"), "", ["x-other": "hidden"]), (.query("pass"), "pass=hidden&a=seen", [:]),
            (.query("pass"), "a=seen&p%61ss=hidden", [:]),
            (.query("pass"), "", ["Referer": "https://a.example.com/?pass=hidden"]),
        ] as [(APIKeys.Place, String, HeaderFields)]
    )
    func keys(place: APIKeys.Place, query: String, headers: HeaderFields) async throws {
        let contract = try SupportSessions.contract()
        var service = contract.service
        service.apiKeys = APIKeys(place: place)
        let keyed = Contract(
            service: service,
            actions: contract.actions,
            tables: contract.tables,
            records: contract.records,
            registry: contract.registry,
            sources: contract.sources
        )
        let registry = try SupportSessions.pipeline().registry
        let pipeline = SessionPipeline(registry, contract: CurrentContract(ServedContract(keyed)))
        let request = LambdaRequest(method: "GET", path: "/", rawQuery: query, headers: headers)
        let session = try registry.session(.standard)
        for answer in [
            await pipeline.answer(request, in: session),
            pipeline.refuse(with: LambdaResponse(status: 413), in: session),
        ] {
            let entry = JournalEntry(answer, to: request, in: .standard, time: Date(), milliseconds: 1)
            let archive = HARExport(origin: "http://localhost").archive(of: [entry])
            #expect(!archive.compactText.contains("hidden") && !entry.json.compactText.contains("hidden"))
            #expect(archive.compactText.contains("***"))
            #expect(!query.contains("seen") || entry.query.contains("a=seen"))
        }
    }

    @Test("contains no credential of the request or the answer")
    func secrets() throws {
        let pipeline = try SupportSessions.pipeline()
        let request = LambdaRequest(
            method: "GET",
            rawQuery: "action=chat/conversations&access_token=hidden",
            headers: ["Authorization": "Bearer hidden", "Cookie": "a=hidden"]
        )
        let answer = pipeline.refuse(
            with: LambdaResponse(
                status: 401,
                headers: ["Set-Cookie": "a=hidden", "X-Refresh-Token": "hidden"]
            ),
            in: try pipeline.registry.session(.standard)
        )
        let entry = JournalEntry(answer, to: request, in: .standard, time: Date(), milliseconds: 1)
        let archive = HARExport(origin: "http://localhost").archive(of: [entry])
        #expect(!archive.compactText.contains("hidden"))
        #expect(archive.compactText.contains("Set-Cookie"))
    }

    private static func send(_ text: String) -> [UInt8] {
        JSONValue.object([
            "action": "chat/send", "user_id": "ana", "store_url": "https://a.example.com",
            "message": .string(text),
        ]).serialized()
    }

    private static func entry(
        _ pipeline: SessionPipeline,
        _ method: String,
        query: String = "",
        body: [UInt8] = []
    ) async throws -> JournalEntry {
        let request = LambdaRequest(
            method: method,
            rawQuery: query,
            headers: ["Content-Type": "application/json"],
            body: body
        )
        let answer = try await pipeline.send(request)
        return JournalEntry(answer, to: request, in: .standard, time: Date(), milliseconds: 1.25)
    }

    /// Returns the locations that do not conform to HAR 1.2.
    private static func failures(of archive: JSONValue) throws -> [String] {
        let text = try Data(
            contentsOf: ProjectFolder.root.appending(path: "Tests/SessionsTests/har.schema.json")
        )
        let schema = try SchemaRegistry().compile(JSONValue(parsing: Array(text)))
        return schema.validate(archive).errors.map { "\($0.instanceLocation): \($0.message)" }
    }
}
