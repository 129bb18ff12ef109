import Backend
import Contracts
import Faults
import Foundation
import Gate
import JSON
import Lambda
import Sessions
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// An exported scenario is run against other backends: correct ones pass, faulty ones fail.
@Suite("A scenario exported from a session's journal", .serialized)
struct ScenarioExportTests {
    /// Sends the requests of a front end: two users, an admin, an affiliate and some mistakes.
    private func clickThrough(_ pipeline: SessionPipeline, in session: String = "app") async throws {
        let first = try await body(pipeline.write("Hello, where is order 1001?", in: session))
        let conversation = try #require(first["conversation_id"])
        _ = try await pipeline.post(
            [
                "action": "chat/reply", "conversation_id": conversation, "admin_id": "lena",
                "message": "It left our warehouse this morning.",
            ],
            to: session
        )
        _ = try await pipeline.conversations(of: session)
        let messages = "action=chat/messages&conversation_id=\(conversation.stringValue ?? "")"
        _ = try await pipeline.get(messages, of: session)
        _ = try await pipeline.post(
            ["action": "chat/mark-read", "conversation_id": conversation, "reader_type": "user"],
            to: session
        )
        _ = try await pipeline.conversations(of: session)
        _ = try await pipeline.post(["action": "chat/close", "conversation_id": conversation], to: session)
        // Mistakes: an unknown conversation, and a missing message.
        _ = try await pipeline.post(
            ["action": "chat/reply", "conversation_id": "none", "admin_id": "lena", "message": "Anybody?"],
            to: session
        )
        _ = try await pipeline.post(
            ["action": "chat/send", "user_id": "ben", "store_url": "https://b.example.com"],
            to: session
        )
        let link = try await body(
            pipeline.post(
                [
                    "action": "affiliate/create-link", "affiliate_id": "noor",
                    "affiliate_email": "noor@example.com",
                    "store_url": "https://noor.example.com",
                ],
                to: session
            )
        )
        let lead = try await body(
            pipeline.post(
                [
                    "action": "affiliate/submit-lead", "link_id": try #require(link["link_id"]),
                    "lead_data": [
                        "name": "Mira Holt", "email": "mira@example.com", "phone": "+1 555 0100",
                        "product_link": "https://shop.example.com/mugs", "order_volume": "5-20",
                    ],
                ],
                to: session
            )
        )
        _ = try await pipeline.post(
            [
                "action": "admin/approve-lead", "lead_id": try #require(lead["lead_id"]), "status": "approve",
                "commission_amount": 125,
            ],
            to: session
        )
        _ = try await pipeline.get("action=affiliate/stats&affiliate_id=noor", of: session)
    }

    private func body(_ answer: SessionAnswer) throws -> JSONValue {
        try JSONValue(parsing: answer.response.body)
    }

    private func scenario(_ pipeline: SessionPipeline, of session: String = "app") throws -> JSONValue? {
        let session = try pipeline.registry.session(try SessionName(session))
        return try session.recording.flatMap { recording in
            try ScenarioExport(try SupportSessions.contract()).file(
                named: "clicked once",
                of: recording.entries,
                startingFrom: recording.start
            )
        }
    }

    /// Returns the contract with the scenario added, checked by lint.
    private func contract(with scenario: JSONValue) throws -> Contract {
        let folder = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let original = URL(filePath: ProjectFolder.contracts).resolvingSymlinksInPath()
        try FileManager.default.copyItem(at: original, to: folder)
        let file = folder.appending(path: "scenarios/send/clicked-once.json")
        try Data(scenario.prettyText().utf8).write(to: file)
        #expect(try Linter.lint(folder: folder.path).map(\.description) == [])
        return try ContractFolder.load(folder.path)
    }

    private func verify(_ endpoint: any Endpoint, _ contract: Contract) async -> [CaseOutcome] {
        let outcomes = Outcomes()
        let options = VerifierOptions(isStrict: true, only: ["clicked once"])
        _ = await Verifier(contract: contract, endpoint: endpoint, options: options).run { event in
            if case .caseFinished(let result) = event { await outcomes.add(result.outcome) }
        }
        return await outcomes.all
    }

    @Test(
        "passes lint, passes against the backend itself, and fails against most backends that break one of its actions"
    )
    func replay() async throws {
        let pipeline = try SupportSessions.pipeline()
        try await clickThrough(pipeline)
        let scenario = try #require(try scenario(pipeline))
        #expect(scenario["steps"]?.arrayValue?.count == 13)
        #expect(scenario["variables"]?.objectValue?.names == ["user", "admin", "affiliate"])
        let contract = try contract(with: scenario)
        let tables = contract.tables.map(\.definition)
        #expect(await verify(SupportBackend(store: InMemoryStore(tables)), contract) == [.passed])
        // Every sixth of those that break an action, because the recording covers only a part of the behaviour.
        let faults = Catalogue.plain.filter { $0.suite != "transport" && !$0.isAdvisory }
        var found = 0
        for (place, fault) in faults.enumerated() where place.isMultiple(of: 6) {
            if await verify(fault.backend(tables: tables), contract) != [.passed] { found += 1 }
        }
        #expect(found >= 5, "\(found) of \(faults.count / 6)")
    }

    @Test("contains the requests since the state was replaced or edited, and no others")
    func begins() async throws {
        let pipeline = try SupportSessions.pipeline()
        let session = try pipeline.registry.session(try SessionName("app"))
        #expect(try scenario(pipeline) == nil)
        try await pipeline.write("Before the reset.", in: "app")
        try session.reset()
        #expect(try scenario(pipeline) == nil)
        try await pipeline.write("After the reset.", in: "app")
        var steps = try #require(try scenario(pipeline)?["steps"]?.arrayValue)
        #expect(steps.map { $0["with"]?["message"] } == ["After the reset."])
        session.tablesWereEdited()
        _ = try await pipeline.conversations(of: "app")
        steps = try #require(try scenario(pipeline)?["steps"]?.arrayValue)
        #expect(steps.map { $0["action"] } == ["chat/conversations"])
        #expect(steps[0]["expect"]?.arrayValue?.count == 1, "of the record from before it expects nothing")
    }

    @Test(
        "expects only what the contract determines, escapes texts, and accepts actions named by path"
    )
    func free() async throws {
        let pipeline = try SupportSessions.pipeline()
        let text = "It costs ${5} or ${run}, says ${nobody}."
        let first = try await body(pipeline.write(text, in: "app"))
        _ = try await pipeline.conversations(of: "app")
        var request = LambdaRequest(
            method: "POST",
            path: "/chat/reply",
            headers: ["Content-Type": "application/json"],
            body: JSONValue.object([
                "conversation_id": first["conversation_id"] ?? .null, "admin_id": "lena", "message": "No.",
            ]).serialized()
        )
        request.rawQuery = "action=chat/reply"
        var answer = try await pipeline.answer(request, in: pipeline.registry.session(SessionName("app")))
        answer.action = "chat/reply"
        request.rawQuery = ""
        try pipeline.registry.session(SessionName("app")).journal.record(
            JournalEntry(
                answer,
                to: request,
                in: SessionName("app"),
                time: Date(),
                milliseconds: 1
            )
        )
        _ = try await pipeline.post(
            [
                "action": "affiliate/create-link", "affiliate_id": "noor",
                "affiliate_email": "noor@example.com",
                "store_url": "https://noor.example.com",
            ],
            to: "app"
        )
        _ = try await pipeline.get("action=affiliate/get-link&affiliate_id=noor", of: "app")
        _ = try await pipeline.conversations(of: "app")
        let scenario = try #require(try scenario(pipeline))
        #expect(scenario["summary"] == "Recorded by the mock.")
        #expect(scenario["steps"]?.arrayValue?.count == 6)
        #expect(!scenario.compactText.contains("created_at"))
        let contract = try contract(with: scenario)
        let backend = SupportBackend(store: InMemoryStore(contract.tables.map(\.definition)))
        #expect(await verify(backend, contract) == [.passed])
    }

    @Test("leaves out what another implementation cannot reproduce, and lists it")
    func leftOut() async throws {
        let pipeline = try SupportSessions.pipeline()
        let first = try await body(pipeline.write("Of the world that the story begins with.", in: "app"))
        try pipeline.registry.session(try SessionName("app")).tablesWereEdited()
        let old = try #require(first["conversation_id"]?.stringValue)
        _ = try await pipeline.get("action=chat/messages&conversation_id=\(old)", of: "app")
        try await pipeline.write("Broken on purpose.", in: "app", fault: "status=503")
        try await pipeline.write("Told.", in: "app")
        let scenario = try #require(try scenario(pipeline))
        #expect(scenario["steps"]?.arrayValue?.count == 1)
        let summary = scenario["summary"]?.stringValue ?? ""
        #expect(summary.contains("chat/messages about records that the recording did not create"))
        #expect(summary.contains("a request with an injected fault"))
    }
}

private actor Outcomes {
    var all: [CaseOutcome] = []

    func add(_ outcome: CaseOutcome) { all.append(outcome) }
}
