import Causes
import Contracts
import Faults
import Testing
import Verifier
import VerifierEvents

@Suite("A run against a backend with two faults")
struct RecoveryTests {
    /// A fault that a case shows early, and one that only its later requests show.
    ///
    /// Without the causes the case would end at the first.
    struct Pair: Sendable, CustomTestStringConvertible {
        let first: String
        let second: String
        /// The case.
        let scenario: String
        let cause: String

        var testDescription: String { "\(first), and \(second)" }
    }

    static let pairs = [
        Pair(
            first: "chat/messages: is_read is 0 or 1",
            second: "chat/mark-read: the counter stays, only the third time",
            scenario: "reading and writing turn and turn about",
            cause: "wrong-write:chat/mark-read:unread_user"
        ),
        Pair(
            first: "chat/messages: times are strings",
            second: "chat/mark-read: the other counter becomes 0",
            scenario: "each side's reading counts for itself",
            cause: "wrong-write:chat/mark-read:unread_admin"
        ),
        // An id that no answer tells, but a read.
        Pair(
            first: "chat/send: conversation_id is missing",
            second: "chat/mark-read: the other counter becomes 0",
            scenario: "each side's reading counts for itself",
            cause: "wrong-write:chat/mark-read:unread_admin"
        ),
        // An id of another type, which nobody has.
        Pair(
            first: "affiliate/create-link: link_id is a number",
            second: "affiliate/stats: rejected leads are not in the total",
            scenario: "the figures agree with the leads",
            cause: "wrong-value:affiliate/stats:total_leads"
        ),
        // A list under another name.
        Pair(
            first: "chat/conversations: the list is called items",
            second: "chat/mark-read: the other counter becomes 0",
            scenario: "each side's reading counts for itself",
            cause: "wrong-write:chat/mark-read:unread_admin"
        ),
        // An optional argument that is asked for.
        Pair(
            first: "affiliate/submit-lead: a phone is asked for",
            second: "admin/approve-lead: absent notes wipe earlier ones",
            scenario: "absent notes leave earlier notes",
            cause: "wrong-write:admin/approve-lead:admin_notes"
        ),
        // The id by which a scenario looks for its record.
        Pair(
            first: "admin/leads: link_id is missing",
            second: "admin/approve-lead: absent notes wipe earlier ones",
            scenario: "absent notes leave earlier notes",
            cause: "wrong-write:admin/approve-lead:admin_notes"
        ),
    ]

    @Test("finds both: a case goes on after what a known cause explains", arguments: pairs)
    func bothFound(pair: Pair) async throws {
        let contract = try ProjectContract.loaded.get()
        let faults = Catalogue.faults.filter { [pair.first, pair.second].contains($0.description) }
        try #require(faults.count == 2)
        let verifier = Verifier(
            contract: contract,
            endpoint: Catalogue.backend(with: faults, tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                only: [pair.scenario, " example: "],
                runPrefix: "run",
                concurrency: 1,
                generatedCases: 0
            )
        )
        let results = Results()
        _ = await verifier.run { await results.hear($0) }
        let causes = CauseAnalysis(await results.all, contract).causes
        #expect(causes.contains { $0.identity == pair.cause }, "\(causes.map(\.identity))")
    }

    @Test("leaves out long cases that known causes decide, unless it is thorough", arguments: [false, true])
    func thorough(isThorough: Bool) async throws {
        let contract = try ProjectContract.loaded.get()
        let faults = Catalogue.faults
            .filter { !$0.isIntermittent && !$0.needsOverlap && $0.suite != "transport" }
            .reduce(into: [Fault]()) { faults, fault in
                if faults.allSatisfy({ $0.canStand(beside: fault) }) { faults.append(fault) }
            }
        try #require(faults.count >= 50)
        let verifier = Verifier(
            contract: contract,
            endpoint: Catalogue.backend(with: faults, tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                only: ["130 messages are all marked read", " example: ", " scenario: "],
                runPrefix: "run",
                concurrency: 1,
                generatedCases: 0,
                isThorough: isThorough
            )
        )
        let results = Results()
        _ = await verifier.run { await results.hear($0) }
        let long = try #require(
            await results.all.first { $0.identity.name == "130 messages are all marked read" }
        )
        var isLeftOut = false
        if case .skipped = long.outcome { isLeftOut = long.blockedBy != nil }
        #expect(isLeftOut == !isThorough, "\(long.outcome)")
    }
}
