import Causes
import Conformance
import Contracts
import JSON
import Testing
import VerifierEvents

/// What looks like a consequence of something else that is wrong, and is none; and what is one whatever it looks like.
extension CauseTests {
    /// So many cases that fail alike.
    private static func cases(_ count: Int, _ result: CaseResult) -> [CaseResult] {
        (0..<count).map { number in
            var result = result
            result.identity.name += " \(number)"
            return result
        }
    }

    @Test("are a list alone that lacks records after every write")
    func listAlone() throws {
        let afterReplies = try Self.cases(
            6,
            Self.failed(
                "chat/reply",
                rule: "reply-adds-message",
                [Self.count(of: "messages", 2, seen: 1)],
                action: "chat/messages",
                actions: ["chat/send", "chat/reply"]
            )
        )
        let afterMessages = try Self.failed(
            "chat/messages",
            rule: "messages-exactly-its",
            [Self.count(of: "messages", 2, seen: 1)]
        )
        let passed = (0..<40).map { number in
            CaseResult(
                identity: CaseIdentity(suite: "chat/send", kind: .scenario, name: "passed \(number)"),
                rules: [],
                outcome: .passed,
                actions: ["chat/send", "chat/messages"]
            )
        }
        #expect(
            try Self.causes(afterReplies + [afterMessages] + passed).map(\.identity)
                == ["record-missing:chat/messages:"]
        )
        #expect(try Self.causes(afterReplies + passed).map(\.identity) == ["record-missing:chat/reply:"])
    }

    @Test("are a request that is refused for its form, which a write before has not changed")
    func refusedForm() throws {
        func causes(status: Int) throws -> [String] {
            let refused = try Self.failed(
                "admin/conversations",
                rule: "success-status",
                [Self.status(200, status)],
                status: status,
                actions: ["chat/send", "chat/close"]
            )
            let written = try Self.cases(
                7,
                Self.failed(
                    "chat/close",
                    rule: "close-closes",
                    [.value(at: Self.pointer("conversations", "0", "status"), "closed", "open")],
                    action: "chat/conversations",
                    actions: ["chat/send", "chat/close"]
                )
            )
            return try Self.causes([refused] + written).map(\.identity)
        }
        #expect(try causes(status: 404) == ["wrong-write:chat/close:status"])
        #expect(try causes(status: 400).count == 2)
    }

    @Test("are a record that is listed twice, which no write has left so")
    func listedTwice() throws {
        let twice = try Self.failed(
            "admin/conversations",
            .extension,
            rule: "admin-conversations-cursor",
            [
                Deviation(
                    .count,
                    at: .body(Self.pointer("conversations")),
                    expected: Evidence(text: "1 records with /conversation_id \"c\"", value: 1),
                    seen: Evidence(text: "2 among 59", value: 2)
                )
            ],
            actions: ["chat/send"]
        )
        let served = try Self.cases(
            3,
            Self.failed(
                "chat/send",
                rule: "send-unknown-refused",
                [Self.status(404, 200)],
                actions: ["chat/send"]
            )
        )
        #expect(
            try Set(Self.causes([twice] + served).map(\.identity))
                == ["record-extra:admin/conversations:", "not-refused:chat/send:"]
        )
    }

    @Test("are not values at places where a list in another order has other elements")
    func elsewhere() throws {
        let order = try Self.cases(
            16,
            Self.failed(
                "chat/messages",
                rule: "messages-oldest-first",
                [Deviation(.order, at: .body(Self.pointer("messages")), expected: "oldest", seen: "newest")]
            )
        )
        let moved = try Self.cases(
            2,
            Self.failed(
                "chat/reply",
                rule: "reply-adds-message",
                [.value(at: Self.pointer("messages", "0", "sender_type"), "user", "admin")],
                action: "chat/messages",
                actions: ["chat/send", "chat/reply"]
            )
        )
        #expect(try Self.causes(order + moved).map(\.identity) == ["list-order:chat/messages:"])
        #expect(try Self.causes(order.dropLast() + moved).count == 2, "so many may be another thing")
    }
}
