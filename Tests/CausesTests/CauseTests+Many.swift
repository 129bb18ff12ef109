import Causes
import Conformance
import JSON
import Testing
import VerifierEvents

/// What is one cause in a run that finds few, and two in one that finds many.
extension CauseTests {
    /// So many causes that no other one belongs to: each of another member that an answer lacks.
    private static func others(_ count: Int) throws -> [CaseResult] {
        let members = [
            "message_id", "conversation_id", "sender_type", "sender_id", "message_text", "is_read",
            "created_at", "metadata",
        ]
        return try members.prefix(count).map { member in
            var result = try failed(
                "chat/messages",
                .shape,
                rule: "messages-answers",
                [.value(at: pointer("messages", "0", member), Evidence("c"), nil)],
                answered: ["messages": [[:]]]
            )
            result.identity.name = member
            return result
        }
    }

    @Test(
        "are one more where so much is broken that what looks alike is hardly one, and is seen alone",
        arguments: [(others: 0, isApart: false), (others: 8, isApart: true)]
    )
    func alike(others: Int, isApart: Bool) throws {
        let (wins, missed) = try Self.missedRead()
        let rest = try Self.others(others)
        let causes = try Self.causes(wins + [missed] + rest)
        #expect(causes.count == others + (isApart ? 2 : 1))

        // In a case that shows both, the one is never seen without the other.
        var both = missed
        guard case .failed(let failures) = missed.outcome, case .failed(let more) = wins[0].outcome else {
            Issue.record("the cases have not failed")
            return
        }
        both.outcome = .failed(failures + more)
        #expect(try Self.causes(wins + [both] + rest).count == others + 1)
    }

    @Test("are one where one status is wrong everywhere, however much else is broken", arguments: [0, 8])
    func everywhere(others: Int) throws {
        let results = try Self.otherStatuses()
        #expect(try Self.causes(results + Self.others(others)).count == others + 1)
    }

    @Test("of a list that has moved are only values which tell that it has", arguments: [true, false])
    func moved(isText: Bool) throws {
        let orders = try (0..<3).map { number in
            var result = try Self.failed(
                "chat/conversations",
                rule: "conversations-newest-first",
                [
                    Deviation(
                        .order,
                        at: .body(Self.pointer("conversations")),
                        expected: Evidence(text: "descending /updated_at"),
                        seen: Evidence(text: "another order")
                    )
                ]
            )
            result.identity.name = "\(number)"
            return result
        }
        let value = try Self.failed(
            "chat/reply",
            rule: "reply-counts",
            [
                isText
                    ? .value(
                        at: Self.pointer("conversations", "0", "store_url"),
                        Evidence("https://a.example.com"),
                        "https://b.example.com"
                    )
                    : .value(at: Self.pointer("conversations", "0", "unread_user"), Evidence(1), 0)
            ],
            action: "chat/conversations",
            actions: ["chat/reply"]
        )
        #expect(try Self.causes(orders + [value]).count == (isText ? 1 : 2))
    }

    @Test("blame no request that is served too much for a record that a list lacks")
    func servedTooMuch() throws {
        let served = try ["send-foreign-refused", "send-closed-status"].map { rule in
            try Self.failed("chat/send", rule: rule, [Self.status("4xx", 200)])
        }
        let missing = try Self.failed(
            "admin/conversations",
            rule: "admin-conversations-newest-of-all",
            [Self.count(of: "conversations", 1, seen: 0)],
            action: "admin/conversations",
            target: "/?action=admin/conversations&limit=1",
            actions: ["chat/send"]
        )
        #expect(
            try Self.causes(served + [missing]).map(\.identity)
                == ["record-missing:admin/conversations:", "not-refused:chat/send:"]
        )
    }

    @Test(
        "are apart where a value was still right after the request that has to be refused",
        arguments: [true, false]
    )
    func rightAfterRefusal(isRight: Bool) throws {
        var lost = Deviation.value(at: Self.pointer("conversations", "0", "unread_user"), Evidence(1), 0)
        lost.since = isRight ? ["chat/mark-read"] : ["chat/send", "chat/mark-read"]
        let served = try Self.failed("chat/send", rule: "send-foreign-refused", [Self.status("4xx", 200)])
        let left = try Self.failed(
            "chat/send",
            rule: "mark-read-other-counter",
            [lost],
            action: "chat/conversations",
            actions: ["chat/send", "chat/mark-read"]
        )
        guard case .failed(let first) = served.outcome, case .failed(let second) = left.outcome else {
            Issue.record("the cases have not failed")
            return
        }
        var both = served
        both.outcome = .failed(first + second)
        both.identity.name = "a message to another user's conversation changes nothing"
        let causes = try Self.causes([served, both]).map(\.identity)
        #expect(
            causes
                == (isRight ? ["wrong-write:chat/mark-read:unread_user"] : []) + ["not-refused:chat/send:"]
        )
    }
}
