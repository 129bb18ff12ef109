import Contracts
import Faults
import Foundation
import JSON
import Lambda
import Tables
import Testing
import Verifier
import VerifierEvents

/// `understudy-score` runs several seeds and intermittent faults, which takes minutes.
///
/// Two at a time: all at once would block the other tests, and of serialised cases each would wait behind all other tests of a
/// whole run before it starts.
@Suite("The verifier, given a backend with a fault with a rare trigger,")
struct RareFaultTests {
    private static let halves = [0, 1].map { half in
        Catalogue.suites.enumerated().filter { $0.offset % 2 == half }.map(\.element)
    }

    @Test("finds it, names a broken rule and shows how to see it", arguments: halves)
    func finds(suites: [String]) async throws {
        let contract = try ProjectContract.loaded.get()
        for fault in Catalogue.rare where suites.contains(fault.suite) {
            // Most show in the cases of their own action; only then is it worth running all the others.
            var failure = await Self.firstFailure(of: fault, contract, only: [fault.suite])
            if failure == nil { failure = await Self.firstFailure(of: fault, contract, only: []) }
            #expect(failure != nil, "not found: \(fault)")
            #expect(failure.map { contract.rule($0.rule.id) != nil } != false, "no rule: \(fault)")
            #expect(failure?.script.contains("curl ") != false, "no script: \(fault)")
        }
    }

    @Test("is given at least sixty of them, each with a name of its own, and twelve intermittent ones")
    func catalogue() {
        #expect(Catalogue.rare.count >= 60)
        #expect(Catalogue.intermittent.count >= 12)
        #expect(Catalogue.intermittent.allSatisfy { $0.isIntermittent })
        #expect(Set(Catalogue.faults.map(\.description)).count == Catalogue.faults.count)
        #expect(!Catalogue.suites.contains("no such fault"))
    }

    private static func firstFailure(
        of fault: Fault,
        _ contract: Contract,
        only patterns: [String]
    ) async -> Failure? {
        let verifier = Verifier(
            contract: contract,
            endpoint: fault.backend(tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                isStrict: fault.isAdvisory,
                only: patterns,
                runPrefix: "run",
                generatedCases: 0,
                stopsAtFirstFailure: true
            )
        )
        let listener = FirstFailure()
        _ = await verifier.run { await listener.hear($0) }
        return await listener.failure
    }
}

/// Keeps the first failure.
private actor FirstFailure {
    private(set) var failure: Failure?

    func hear(_ event: VerifierEvent) {
        guard failure == nil, case .caseFinished(let result) = event else { return }
        if case .failed(let failures) = result.outcome { failure = failures.first }
    }
}

@Suite("A fault with a rare trigger")
struct TriggerTests {
    @Test("breaks one call in each fifty, the same for the same seed and others for another one")
    func oneInFifty() async throws {
        let name = "chat/conversations: counters are strings, in one call of fifty"
        let fault = try #require(Catalogue.intermittent.first { $0.description == name })
        let first = try await Self.brokenCalls(of: fault, seed: 1)
        #expect(first.count == 6)
        #expect(Set(first.map { $0 / 50 }).count == 6)
        let again = try await Self.brokenCalls(of: fault, seed: 1)
        let other = try await Self.brokenCalls(of: fault, seed: 2)
        #expect(again == first)
        #expect(other != first)
    }

    @Test("breaks the third reply of a conversation, and neither the ones before nor the one after")
    func third() async throws {
        let name = "chat/reply: the message is the user's, only on the third reply"
        let fault = try #require(Catalogue.rare.first { $0.description == name })
        let backend = fault.backend(tables: try ProjectContract.loaded.get().tables.map(\.definition))
        let opened = try await Self.post(
            backend,
            ["action": "chat/send", "user_id": "u", "store_url": "s", "message": "Hello"]
        )
        let conversation = try #require(opened["conversation_id"])
        for _ in 0..<4 {
            _ = try await Self.post(
                backend,
                ["action": "chat/reply", "conversation_id": conversation, "admin_id": "a", "message": "Hi"]
            )
        }
        let answer = try await backend.send(
            LambdaRequest(
                method: "GET",
                rawQuery: "action=chat/messages&conversation_id=\(conversation.stringValue ?? "")"
            )
        )
        let senders = try JSONValue(parsing: answer.body)["messages"]?.arrayValue?.map { $0["sender_type"] }
        #expect(senders == ["user", "admin", "admin", "user", "admin"])
    }

    /// Returns the places, among 300 equal requests, of those with counters that are strings.
    private static func brokenCalls(of fault: Fault, seed: UInt64) async throws -> [Int] {
        let backend = fault.backend(
            tables: try ProjectContract.loaded.get().tables.map(\.definition),
            seed: seed
        )
        _ = try await post(
            backend,
            ["action": "chat/send", "user_id": "u", "store_url": "s", "message": "Hello"]
        )
        var broken: [Int] = []
        for place in 0..<300 {
            let answer = try await backend.send(
                LambdaRequest(method: "GET", rawQuery: "action=chat/conversations&user_id=u")
            )
            let counter = try JSONValue(parsing: answer.body)["conversations"]?.arrayValue?.first?[
                "unread_admin"
            ]
            if counter?.stringValue != nil { broken.append(place) }
        }
        return broken
    }

    private static func post(_ backend: any Endpoint, _ body: JSONObject) async throws -> JSONValue {
        let answer = try await backend.send(
            LambdaRequest(
                method: "POST",
                headers: ["Content-Type": "application/json"],
                body: JSONValue.object(body).serialized()
            )
        )
        return try JSONValue(parsing: answer.body)
    }
}
