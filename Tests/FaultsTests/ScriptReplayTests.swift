import Backend
import Contracts
import Faults
import Foundation
import Lambda
import Tables
import Testing
import Verifier
import VerifierEvents

/// Each script of a failure stands alone: against an endpoint with empty tables it shows the fault again, and without the fault
/// it shows nothing.
///
/// `UNDERSTUDY_SCRIPTS=all` runs the scripts of every fault, a number those of another part of the catalogue.
@Suite("The script of a failure", .serialized)
struct ScriptReplayTests {
    /// The number of parts of the catalogue, one of which is run.
    private static let parts = 120
    /// The part to run; `nil` for all.
    private static let part: Int? =
        switch ProcessInfo.processInfo.environment["UNDERSTUDY_SCRIPTS"] {
        case "all": nil
        case let text: text.flatMap(Int.init) ?? 0
        }
    private static let all = Catalogue.plain + Catalogue.rare
    private static let faults = all.enumerated().filter { place, fault in
        part.map { place % parts == $0 || ($0 == 0 && chosen.contains(fault.description)) } ?? true
    }.map(\.element)

    /// Faults that showed in no script once: altered ids, ids of another kind, tags, a read after the write, bodies that are
    /// no plain text; a race; and records of other cases; repeated reads.
    private static let chosen: Set = [
        "chat/messages: conversation_id is compared without case",
        "chat/messages: conversation_id is compared with % for any characters",
        "chat/messages: the tag does not know of is_read",
        "affiliate/submit-lead: link_id may be a affiliate_id",
        "chat/reply: the message is the user's",
        "admin/approve-lead: a missing amount is 0", "transport: successes are text/plain",
        "affiliate/submit-lead: an absent phone is not stored",
        "admin/approve-lead: notes that are null are stored, only when they are sent so",
        "affiliate/create-link: two affiliates get one link, only beside another one",
        "chat/send: store_url is kept as a number",
        "chat/messages: a tag of long ago still counts, only when it was given twice and more ago",
    ]
    /// Returns whether a failure's script may not show the fault, which it has to say.
    private static func isException(_ failure: Failure, of fault: Fault) -> Bool {
        // A list of all records shows them only in records that another case made of values that no example has: the checks on
        // every response see them there, and no example's write shows the same.
        if ["admin-leads-answers", "admin-conversations-answers", "admin-conversations-newest-first"]
            .contains(failure.rule.id)
        {
            return failure.script.contains("# May not show the failure on an endpoint without records")
        }
        // A race is lost by chance; and cases that send one request after the other see it while other cases run. Transactions
        // that are tried again, since others are under way, leave a message behind each time.
        let isRace = [
            "only beside another one", "when the conversation is refused", "a message stays behind",
        ]
        .contains { fault.description.contains($0) }
        return isRace
            && (failure.script.contains("# May not show the failure each time: requests at the same time")
                || failure.script.contains("# May not show the failure: it was seen with requests of other"))
    }

    /// The maximum number of failures of a fault whose scripts run, each of another rule.
    private static let mostFailures = part == nil ? Int.max : 4

    @Test(
        "shows the fault again on an endpoint with empty tables, and nothing without the fault",
        arguments: faults.map(\.description)
    )
    func standsAlone(name: String) async throws {
        let contract = try ProjectContract.loaded.get()
        let fault = try #require(Self.all.first { $0.description == name })
        let tables = contract.tables.map(\.definition)
        let failures = await Self.failures(of: fault, contract)
        // Some rare faults are seen only by checks that are not run here.
        #expect(!failures.isEmpty || Self.part != 0, "not found: \(fault)")
        for failure in failures.prefix(Self.mostFailures) {
            let sound = try await Self.soundRuns(of: failure.script, tables)
            let faulty = try await ScriptRun(failure.script, fault.backend(tables: tables))
            let place: Comment = "\(fault): \(failure.rule.id): \(failure.summary)\n\(failure.script)"
            // Of requests at the same time, several outcomes are right.
            #expect(
                sound[0].exchanges == sound[1].exchanges || sound[0].isConcurrent,
                "shown without the fault: \(place)"
            )
            #expect(
                sound.allSatisfy { $0.exchanges != faulty.exchanges } || Self.isException(failure, of: fault),
                "not shown: \(place)"
            )
            #expect((sound + [faulty]).allSatisfy { $0.complaints == "" }, "complaints: \(place)")
        }
    }

    /// Returns two runs of a script against the implementation without a fault.
    private static func soundRuns(of script: String, _ tables: [TableDefinition]) async throws -> [ScriptRun]
    {
        var runs: [ScriptRun] = []
        for _ in 0..<2 {
            let backend = SupportBackend(store: InMemoryStore(tables), time: SystemTime())
            runs.append(try await ScriptRun(script, backend))
        }
        return runs
    }

    /// Returns the steady failures of a fault in its own suite.
    private static func failures(of fault: Fault, _ contract: Contract) async -> [Failure] {
        let log = FailureLog()
        let isTransport = fault.suite == CaseIdentity.transportSuite
        let verifier = Verifier(
            contract: contract,
            endpoint: fault.backend(tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                isStrict: fault.isAdvisory,
                only: isTransport ? ["transport", "protocol", "boundary", "shape"] : [fault.suite],
                endpointURL: ScriptRun.url,
                generatedCases: 0
            )
        )
        _ = await verifier.run { await log.note($0) }
        var rules: Set<String> = []
        return await log.failures.filter { !$0.reproductions.isFlaky && rules.insert($0.rule.id).inserted }
    }
}

/// Keeps the failures of a run.
private actor FailureLog {
    private(set) var failures: [Failure] = []

    func note(_ event: VerifierEvent) {
        guard case .caseFinished(let result) = event, case .failed(let failures) = result.outcome else {
            return
        }
        self.failures += failures
    }
}
