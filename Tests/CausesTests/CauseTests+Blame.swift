import Causes
import Conformance
import Contracts
import JSON
import Testing
import VerifierEvents

/// Which of the actions of a case is to blame, and what only seems to be one cause.
extension CauseTests {
    @Test(
        "blame the list that is asked for in parts for what it lacks",
        arguments: [("&limit=1", true), ("&cursor=abc", true), ("&limit=", false), ("", false)]
    )
    func page(_ arguments: String, isReads: Bool) throws {
        let result = try Self.failed(
            "chat/send",
            rule: "send-opens",
            [Self.count(of: "conversations", 1, seen: 0)],
            action: "admin/conversations",
            target: "/?action=admin/conversations\(arguments)",
            actions: ["chat/send"]
        )
        let action = isReads ? "admin/conversations" : "chat/send"
        #expect(try Self.causes([result]).map(\.identity) == ["record-missing:\(action):"])
    }

    @Test("blame no write for records that another read shows", arguments: [0, 2])
    func shownElsewhere(_ count: Int) throws {
        let rules = ["send-opens", "send-adds-message", "send-counts", "send-answers"]
        let failing = try rules.map { rule in
            try Self.failed(
                "chat/send",
                rule: rule,
                [Self.count(of: "conversations", 1, seen: 0)],
                action: "chat/conversations",
                actions: ["chat/send"]
            )
        }
        let passed = (0..<count).map { number in
            CaseResult(
                identity: CaseIdentity(suite: "chat/send", kind: .scenario, name: "passed \(number)"),
                rules: [],
                outcome: .passed,
                actions: ["chat/send", "admin/conversations"]
            )
        }
        let action = count < 2 ? "chat/send" : "chat/conversations"
        #expect(try Self.causes(failing + passed).map(\.identity) == ["record-missing:\(action):"])
    }

    @Test("blame a refused request for what its own rule says it must not leave")
    func refused() throws {
        var result = try Self.failed(
            "chat/send",
            rule: "send-foreign-changes-nothing",
            [Self.count(of: "messages", 1, seen: 2)],
            action: "chat/messages",
            actions: ["chat/send"]
        )
        result.identity = CaseIdentity(
            suite: "chat/send",
            kind: .scenario,
            name: "a message to another user's conversation changes nothing"
        )
        #expect(try Self.causes([result]).map(\.identity) == ["refused-but-written:chat/send:"])
    }

    @Test("are one where an action serves what others refuse with another status")
    func servedByOne() throws {
        let results = try Self.otherStatuses()
        #expect(try Self.causes(results).map(\.identity) == ["wrong-status:*:400-as-404"])
    }

    @Test(
        "do not hide by an id that a write does not answer what a list lacks, which is looked up",
        arguments: [("chat/send", 2), ("chat/conversations", 1)]
    )
    func lookedUp(_ action: String, count: Int) throws {
        let id = "1 records with /conversation_id \"c\""
        let missing = try Self.failed(
            action,
            .shape,
            rule: action == "chat/send" ? "send-answers" : "conversations-exactly-theirs",
            [
                .value(
                    at: action == "chat/send"
                        ? Self.pointer("conversation_id")
                        : Self.pointer("conversations", "0", "conversation_id"),
                    Evidence("c"),
                    nil
                )
            ],
            answered: ["success": true]
        )
        let list = try Self.failed(
            "chat/close",
            rule: "close-closes",
            [
                Deviation(
                    .count,
                    at: .body(Self.pointer("conversations")),
                    expected: Evidence(text: id, value: 1),
                    seen: Evidence(text: "0 among 0", value: 0)
                )
            ],
            action: "chat/conversations",
            actions: ["chat/send", "chat/close"]
        )
        #expect(try Self.causes([missing, list]).count == count)
    }

    @Test("know a record that has moved by what the scenario expects elsewhere")
    func moved() throws {
        var result = try Self.failed(
            "chat/messages",
            rule: "messages-keep-stored-order",
            [
                .value(
                    at: Self.pointer("messages", "3", "message_text"),
                    Evidence(JSONValue.string("message 3")),
                    "message 4"
                )
            ],
            actions: ["chat/send", "chat/reply"]
        )
        guard case .failed(var failures) = result.outcome else {
            Issue.record("the case has not failed")
            return
        }
        failures[0].exchange?.answered = Evidence(text: "{\"messages\":[... (3042 bytes)")
        result.outcome = .failed(failures)
        result.identity = CaseIdentity(
            suite: "chat/messages",
            kind: .scenario,
            name: "messages keep the order in which they were sent"
        )
        let found = try Self.causes([result]).map(\.identity)
        #expect(found == ["list-order:chat/messages:"])
    }

    @Test("are another one where requests are refused that no text or number can be the reason of")
    func refusal() throws {
        let refused = try Self.failed(
            "admin/approve-lead",
            rule: "approve-answers",
            [Self.status(200, 409)],
            status: 409,
            actions: ["affiliate/submit-lead"]
        )
        func causes(of member: String, _ expected: JSONValue, _ seen: JSONValue) throws -> [String] {
            let names = ["submit-lead-makes", "submit-lead-names", "strings-kept-exactly"]
            let wrong = try names.map { rule in
                try Self.failed(
                    "affiliate/submit-lead",
                    rule: rule,
                    [.value(at: Self.pointer("leads", "0", member), Evidence(expected), seen)],
                    action: "admin/leads",
                    actions: ["affiliate/submit-lead"]
                )
            }
            return try Self.causes(wrong + [refused]).map(\.identity)
        }
        let ofText = try causes(of: "lead_name", "Mira", "")
        #expect(
            Set(ofText) == [
                "wrong-write:affiliate/submit-lead:lead_name", "wrongly-refused:admin/approve-lead:",
            ]
        )
        let ofState = try causes(of: "status", "pending", "approved")
        #expect(ofState == ["wrong-write:affiliate/submit-lead:status"])
    }

    @Test("do not hide a text of a request that was served by those that are refused")
    func textBesideRefusal() throws {
        let text = try Self.missedText("007")
        let refused = try ["submit-lead-answers", "submit-lead-makes"].map { rule in
            try Self.failed("affiliate/submit-lead", rule: rule, [Self.status(200, 400)], status: 400)
        }
        let found = try Self.causes([text] + refused).map(\.identity)
        #expect(found.contains("wrong-write:affiliate/submit-lead:lead_phone"))
    }

    @Test("are one where a request is served in any state, also while another one changes the state")
    func servedMeanwhile() throws {
        var lost = Deviation.value(
            at: Self.pointer("conversations", "0", "status"),
            Evidence("closed"),
            "open"
        )
        lost.action = "chat/conversations"
        lost.since = ["chat/close", "chat/reply"]
        let atOnce = try Self.failed(
            "chat/close",
            .concurrent,
            rule: "nothing-else-changes",
            [lost],
            actions: ["chat/close", "chat/reply"]
        )
        let served = try ["reply-closed-status", "reply-unknown-refused"].map { rule in
            try Self.failed("chat/reply", rule: rule, [Self.status(["4xx"], 200)])
        }
        #expect(try Self.causes([atOnce]).map(\.identity) == ["lost-update:chat/close:"])
        #expect(try Self.causes([atOnce] + served).map(\.identity) == ["not-refused:chat/reply:"])
    }

    @Test("are one where what is empty is not taken for absent, be it an argument or the action")
    func empty() throws {
        let arguments = try ["chat/messages", "admin/leads", "affiliate/stats"].map { suite in
            try Self.failed(
                suite,
                .protocol,
                rule: "empty-optional-parameter-is-absent",
                [Self.status(200, 400)],
                status: 400
            )
        }
        let action = try Self.failed(
            "transport",
            .protocol,
            rule: "empty-query-action-uses-body",
            [Self.status(200, 400)],
            status: 400,
            action: "affiliate/create-link"
        )
        #expect(try Self.causes([action]).map(\.key.subject) == ["empty-query-action-uses-body"])
        let results = arguments + [action]
        #expect(try Self.causes(results).map(\.identity) == ["wrongly-refused:*:empty-optional-is-absent"])
    }

    @Test("are one where the only read of a record is refused as other requests are")
    func refusedRead() throws {
        let (wins, missed) = try Self.missedRead()
        #expect(try Self.causes([missed]).map(\.key.kind) == [.recordMissing])
        #expect(try Self.causes(wins + [missed]).map(\.identity) == ["wrongly-refused:*:query-action-wins"])
    }

    /// Requests that three actions refuse, and a record that is missed since the one request for it is refused as well.
    static func missedRead() throws -> (refused: [CaseResult], missed: CaseResult) {
        let refused = try ["chat/send", "chat/reply", "admin/leads"].map { suite in
            try failed(suite, .protocol, rule: "query-action-wins", [Self.status(200, 400)], status: 400)
        }
        let missed = try failed(
            "affiliate/create-link",
            .protocol,
            rule: "create-link-again",
            [Self.status(200, 404)],
            status: 404,
            action: "affiliate/get-link",
            actions: ["affiliate/create-link"]
        )
        return (refused, missed)
    }

    /// Requests that three actions refuse with another status, and one that a fourth serves.
    static func otherStatuses() throws -> [CaseResult] {
        let statuses = [
            "chat/send": 404, "chat/reply": 404, "chat/close": 404, "affiliate/create-link": 200,
        ]
        return try statuses.map { action, status in
            try failed(
                action,
                .protocol,
                rule: "duplicate-member-status",
                [Self.status(400, status)],
                status: status
            )
        }
    }
}
