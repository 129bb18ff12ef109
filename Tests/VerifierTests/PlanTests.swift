import Backend
import Contracts
import Lambda
import Testing
@testable import Verifier
import VerifierEvents

@Suite("The plan of a run")
struct PlanTests {
    private func cases(_ options: VerifierOptions = VerifierOptions()) throws -> [CaseIdentity] {
        let contract = try Reference.contract()
        let endpoint = Reference.backend(contract)
        return Verifier(contract: contract, endpoint: endpoint, options: options).cases
    }

    @Test("names no two cases alike")
    func unique() throws {
        let cases = try cases()
        #expect(Set(cases).count == cases.count)
        #expect(cases.count >= 300)
    }

    @Test("is the same whatever the seed and the prefix")
    func stable() throws {
        let other = VerifierOptions(seed: 42, runPrefix: "another", concurrency: 1)
        #expect(try cases() == cases(other))
    }

    @Test("has a case for every built-in check that the contract has a rule for")
    func everyCheck() async throws {
        let contract = try Reference.contract()
        let log = EventLog()
        let verifier = Verifier(
            contract: contract,
            endpoint: ScriptedEndpoint { (_) throws(EndpointError) in
                throw .unreachable(reason: "nobody there")
            },
            oracle: { Reference.backend(contract) }
        )
        _ = await verifier.run { await log.append($0) }
        let reached = Set(await log.results.flatMap(\.rules).map(\.id))
        // What is looked at on every step of a story has no case of its own.
        let expected = contract.rules.filter { $0.check != nil && $0.check != .successStatus }
        #expect(expected.filter { !reached.contains($0.id) }.map(\.id) == [])
    }

    @Test(
        "is narrowed by a part of suite, kind, name or rule, or by a pattern",
        arguments: [
            ("chat/send", true), ("CHAT/SEND", true), ("negative", true), ("message is", true),
            ("parameter-refused", true), ("chat/*", true), ("message is ?ull", true),
            ("chat/send negative: *", true),
            ("chat", true), ("*send", true), ("chat/s", true), ("", true),
            ("chat/reply", false), ("send*", false), ("boundary", false), ("message is ?", false),
        ]
    )
    func filter(pattern: String, isChosen: Bool) {
        let identity = CaseIdentity(suite: "chat/send", kind: .negative, name: "message is null")
        let rule = Rule(id: "parameter-refused", level: .must, text: "")
        #expect(CaseFilter([pattern]).matches(identity, rules: [rule]) == isChosen)
        #expect(CaseFilter(["no such thing", pattern]).matches(identity, rules: [rule]) == isChosen)
        #expect(CaseFilter([]).matches(identity, rules: [rule]))
    }

    @Test("is told in its order, one event at a time, although cases are played at the same time")
    func order() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let slow = ScriptedEndpoint { (request) throws(EndpointError) in
            try? await Task.sleep(for: .microseconds(Int.random(in: 0...3000)))
            return await backend.send(request)
        }
        let options = VerifierOptions(only: ["affiliate/create-link"], concurrency: 16)
        let verifier = Verifier(contract: contract, endpoint: slow, options: options)
        let log = EventLog()
        _ = await verifier.run { await log.append($0) }
        let events = await log.events
        let told = verifier.cases.flatMap { [Told.started($0), Told.finished($0)] }
        #expect(events.map { Told($0) } == [Told.runStarted] + told + [Told.runFinished])
        #expect(verifier.cases.count > 20)
    }

    @Test("can have cases of every built-in check, each from one provider", arguments: BuiltInCheck.allCases)
    func provided(check: BuiltInCheck) {
        let providers = BuiltInChecks.providers.filter { $0.checks.contains(check) }.map { "\($0)" }
        let isOther = BuiltInChecks.others.contains(check)
        #expect(isOther || providers.count == 1, "\(check.rawValue) of \(providers)")
    }

    private enum Told: Equatable {
        case runStarted
        case started(CaseIdentity)
        case finished(CaseIdentity)
        case runFinished

        init(_ event: VerifierEvent) {
            self =
                switch event {
                case .runStarted: .runStarted
                case .caseStarted(let identity): .started(identity)
                case .caseFinished(let result): .finished(result.identity)
                case .runFinished: .runFinished
                }
        }
    }
}
