import Causes
import Conformance
import Contracts
import JSON
import TestSupport
import Testing
import VerifierEvents

@Suite("The causes that a run knows")
struct KnownCausesTests {
    private static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }
    private static let identity = CaseIdentity(suite: "chat/send", kind: .scenario, name: "first")
    private static let another = CaseIdentity(suite: "chat/send", kind: .scenario, name: "second")

    /// The failure of a case about chat/send, in which chat/conversations shows members with other values.
    private static func failure(
        _ members: [(name: String, expected: JSONValue, seen: JSONValue)],
        rule: String = "send-counts"
    ) throws -> Failure {
        Failure(
            rule: try #require(try contract.get().rule(rule)),
            summary: "something is wrong",
            deviations: members.map { member in
                .value(
                    at: JSONPointer(tokens: ["conversations", "0", member.name]),
                    Evidence(member.expected),
                    member.seen
                )
            },
            exchange: ExchangeSummary(
                action: "chat/conversations",
                method: "GET",
                target: "/?action=chat/conversations",
                sent: Evidence(text: "nothing"),
                status: 200,
                answered: Evidence(text: "a list")
            ),
            actions: ["chat/send", "chat/conversations"],
            script: "",
            reproductions: Reproductions(seen: 2, attempts: 2)
        )
    }

    @Test("explain the same deviation of another case, and nothing before they were seen")
    func same() throws {
        let known = KnownCauses(try Self.contract.get())
        let failure = try Self.failure([("unread_admin", 2, 1)])
        #expect(known.explaining(failure, of: Self.another).isEmpty)
        known.note([failure], of: Self.identity)
        let keys = known.explaining(try Self.failure([("unread_admin", 5, 3)]), of: Self.another)
        #expect(keys.map(\.description) == ["wrong-write:chat/send:unread_admin"])
    }

    @Test("do not explain a failure that shows another member as well")
    func news() throws {
        let known = KnownCauses(try Self.contract.get())
        known.note([try Self.failure([("unread_admin", 2, 1)])], of: Self.identity)
        let failure = try Self.failure([("unread_admin", 2, 1), ("last_message", "a", "b")])
        #expect(known.explaining(failure, of: Self.another).isEmpty)
    }

    /// Notes failures of members of conversations, each by a cause of its own.
    private static func note(_ members: some Sequence<String>, in known: KnownCauses) throws {
        for name in members {
            for number in 1...2 {
                known.note(
                    [try failure([(name, 2, 1)])],
                    of: CaseIdentity(suite: "chat/send", kind: .scenario, name: "\(name) \(number)")
                )
            }
        }
    }

    private static let members = [
        "unread_admin", "unread_user", "last_message", "status", "store_url", "updated_at", "created_at",
        "user_id", "conversation_id", "message_text",
    ]

    /// Counts so many cases that have failed.
    private static func fail(_ count: Int, in known: KnownCauses) {
        for number in 0..<count {
            known.noteFailed(
                CaseIdentity(suite: "chat/send", kind: .scenario, name: "failed \(number)"),
                isExplained: false
            )
        }
    }

    @Test("decide a case only where many are known that fail many cases, and one is of an action of the case")
    func decided() throws {
        let known = KnownCauses(try Self.contract.get())
        for (place, name) in Self.members.prefix(5).enumerated() {
            #expect(known.areSeveral == (place >= 3))
            try Self.note([name], in: known)
        }
        Self.fail(69, in: known)
        try Self.note(Self.members[5...5], in: known)
        #expect(!known.areMany)
        #expect(known.decider(of: ["chat/send"], taking: 1_000) == nil, "few cases have failed")
        Self.fail(1, in: known)
        #expect(known.areMany)
        #expect(known.decider(of: ["chat/send", "admin/leads"], taking: 1_000) != nil)
        #expect(known.decider(of: ["admin/leads", "affiliate/stats"], taking: 1_000) == nil)
    }

    @Test("decide no case as long as they are few, however many cases fail")
    func few() throws {
        let known = KnownCauses(try Self.contract.get())
        Self.fail(500, in: known)
        try Self.note(Self.members.prefix(5), in: known)
        #expect(!known.areMany)
        #expect(known.decider(of: ["chat/send"], taking: 1_000) == nil)
    }

    @Test("decide cheaper cases the more of them are known")
    func price() throws {
        let known = KnownCauses(try Self.contract.get())
        Self.fail(70, in: known)
        try Self.note(Self.members.prefix(8), in: known)
        #expect(known.decider(of: ["chat/send"], taking: 157) != nil)
        #expect(known.decider(of: ["chat/send"], taking: 156) == nil)
        try Self.note(Self.members.suffix(2), in: known)
        #expect(known.decider(of: ["chat/send"], taking: 80) != nil)
        #expect(known.decider(of: ["chat/send"], taking: 79) == nil)
    }

    @Test("decide a case of whose variants one has failed by them, where many are known")
    func sibling() throws {
        let known = KnownCauses(try Self.contract.get())
        func variant(_ name: String, of suite: String = "chat/send") -> CaseIdentity {
            CaseIdentity(suite: suite, kind: .boundary, name: name)
        }
        known.noteFailed(variant("a text is kept: news"), isExplained: false)
        known.noteFailed(variant("a text is kept: tabs"), isExplained: true)
        known.noteFailed(variant("a text is kept: line ends"), isExplained: true)
        #expect(known.failedSibling(of: variant("a text is kept: emoji")) == nil, "none are known")
        try Self.note(Self.members, in: known)
        Self.fail(70, in: known)
        #expect(known.failedSibling(of: variant("a text is kept: emoji")) == variant("a text is kept: tabs"))
        #expect(known.failedSibling(of: variant("a text is kept: emoji", of: "chat/reply")) == nil)
        #expect(known.failedSibling(of: variant("a text is refused: emoji")) == nil)
        #expect(known.failedSibling(of: variant("a text is kept")) == nil)
    }

    @Test("decide no case where they break a SHOULD only")
    func advisory() throws {
        let contract = try Self.contract.get()
        let known = KnownCauses(contract)
        let rule = try #require(contract.rules.first { $0.level == .should && $0.action == "chat/send" })
        let members = [
            "unread_admin", "unread_user", "last_message", "status", "store_url", "updated_at", "created_at",
            "user_id", "conversation_id", "message_text", "sender_id",
        ]
        for name in members.flatMap({ ["\($0) 1", "\($0) 2"] }) {
            let member = String(name.dropLast(2))
            known.note(
                [try Self.failure([(member, 2, 1)], rule: rule.id)],
                of: CaseIdentity(suite: "chat/send", kind: .scenario, name: name)
            )
        }
        Self.fail(500, in: known)
        #expect(known.areMany)
        #expect(known.decider(of: ["chat/send"], taking: 1_000) == nil)
    }

    @Test("tell which members an action's answers lack")
    func missingMembers() throws {
        let known = KnownCauses(try Self.contract.get())
        var failure = try Self.failure([])
        failure.deviations = [
            Deviation(
                .missing,
                at: .body(JSONPointer(tokens: ["conversations", "0"])),
                "must have the member 'user_id'",
                expected: Evidence(text: "user_id", value: "user_id"),
                seen: Evidence(JSONValue.object(["conversation_id": "c"]))
            )
        ]
        known.note([failure], of: Self.identity)
        #expect(known.missingMembers(of: "chat/conversations") == ["user_id"])
        #expect(known.missingMembers(of: "chat/send") == [])
    }
}
