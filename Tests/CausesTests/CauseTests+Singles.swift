import Conformance
import Contracts
import JSON
import Testing
import VerifierEvents

extension CauseTests {
    /// One deviation and the cause that a person would name.
    struct Single: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let identity: String
        let deviation: Deviation
        var suite = "chat/conversations"
        var kind = CheckKind.example
        var rule = "conversations-exactly-theirs"
        var status = 200
        var action: String?
        var actions: [String] = []
        var answered: JSONValue = [:]
        var sent: JSONValue?
    }

    static let singles: [Single] = [
        Single(
            testDescription: "a status 404 where the record exists",
            identity: "wrongly-refused:chat/conversations:",
            deviation: status(200, 404),
            kind: .scenario,
            status: 404
        ),
        Single(
            testDescription: "an unhandled exception",
            identity: "exception:chat/conversations:no-such-table-#",
            deviation: status(200, 500),
            status: 500,
            answered: ["error": "no such table 17"]
        ),
        Single(
            testDescription: "a state-based refusal that is missing",
            identity: "not-refused:chat/send:",
            deviation: status("4xx", 200),
            suite: "chat/send",
            rule: "send-foreign-refused",
            sent: [
                "action": "chat/send", "user_id": "u", "store_url": "https://a.example.com", "message": "m",
            ]
        ),
        Single(
            testDescription: "a missing argument that is taken",
            identity: "not-refused:chat/send:store_url-required",
            deviation: status("4xx", 200),
            suite: "chat/send",
            kind: .negative,
            rule: "send-foreign-refused",
            sent: ["action": "chat/send", "user_id": "u", "message": "m"]
        ),
        Single(
            testDescription: "another status of the right class",
            identity: "wrong-status:chat/send:404-as-400",
            deviation: status(404, 400),
            suite: "chat/send",
            rule: "send-unknown-status",
            status: 400
        ),
        Single(
            testDescription: "a member that is missing by the schema",
            identity: "member-missing:chat/conversations:unread_admin",
            deviation: Deviation(
                .missing,
                at: .body(pointer("conversations", "0")),
                "must have unread_admin",
                expected: Evidence(text: "must have unread_admin", value: "unread_admin"),
                seen: Evidence(["status": "open"])
            ),
            kind: .shape
        ),
        Single(
            testDescription: "a member that is missing by an example",
            identity: "member-missing:chat/conversations:status",
            deviation: .value(at: pointer("conversations", "0", "status"), Evidence("open"), nil),
            answered: ["conversations": [["conversation_id": "c"]]]
        ),
        Single(
            testDescription: "a number as text",
            identity: "member-type:chat/conversations:unread_admin",
            deviation: .value(at: pointer("conversations", "0", "unread_admin"), Evidence(0), "0")
        ),
        Single(
            testDescription: "a wrong value in a read's own case",
            identity: "wrong-value:chat/conversations:store_url",
            deviation: .value(at: pointer("conversations", "0", "store_url"), Evidence("a"), "b")
        ),
        Single(
            testDescription: "a wrong value in a write's case",
            identity: "wrong-write:chat/send:unread_admin",
            deviation: .value(at: pointer("conversations", "0", "unread_admin"), Evidence(1), 2),
            suite: "chat/send",
            kind: .scenario,
            rule: "send-adds-message",
            action: "chat/conversations",
            actions: ["chat/send"]
        ),
        Single(
            testDescription: "too many records in a read's own case",
            identity: "record-extra:chat/conversations:",
            deviation: count(of: "conversations", 1, seen: 3)
        ),
        Single(
            testDescription: "too few records after a write",
            identity: "record-missing:chat/send:",
            deviation: count(of: "messages", 1, seen: 0),
            suite: "chat/send",
            kind: .scenario,
            rule: "send-adds-message",
            action: "chat/messages",
            actions: ["chat/send"]
        ),
        Single(
            testDescription: "another order",
            identity: "list-order:chat/conversations:",
            deviation: Deviation(
                .order,
                at: .body(pointer("conversations")),
                expected: "the newest first",
                seen: "the oldest first"
            )
        ),
        Single(
            testDescription: "a header",
            identity: "header:chat/conversations:Content-Type",
            deviation: Deviation(.header, at: .header("Content-Type"), expected: "a", seen: "b")
        ),
        Single(
            testDescription: "a header that only the answer to HEAD lacks",
            identity: "header:chat/conversations:ETag",
            deviation: Deviation(.missing, at: .header("ETag"), expected: "a tag", seen: "no ETag"),
            rule: "head-as-get"
        ),
        Single(
            testDescription: "a body that is not JSON",
            identity: "wrong-body:chat/conversations:success",
            deviation: Deviation(.syntax, at: .body(JSONPointer()), expected: "JSON", seen: "<html>")
        ),
        Single(
            testDescription: "a slow answer",
            identity: "slow:chat/conversations:",
            deviation: .exchange(.duration, expected: "1 s", seen: "2 s")
        ),
        Single(
            testDescription: "a flag as a number, which a keyword has noticed",
            identity: "member-type:chat/messages:is_read",
            deviation: Deviation(
                .value,
                at: .body(pointer("messages", "0", "is_read")),
                "must be true, but is 1",
                expected: Evidence(text: "must be true", value: true),
                seen: Evidence(1)
            ),
            suite: "chat/messages",
            actions: ["chat/send"]
        ),
        Single(
            testDescription: "seconds, which a least value has noticed",
            identity: "member-type:chat/conversations:created_at",
            deviation: Deviation(
                .value,
                at: .body(pointer("conversations", "0", "created_at")),
                "must be at least 1000000000000",
                expected: Evidence(text: "must be at least 1000000000000", value: 1_000_000_000_000),
                seen: Evidence(1_795_957_104)
            )
        ),
        Single(
            testDescription: "a record at the place of another one",
            identity: "list-order:chat/messages:",
            deviation: .value(
                at: pointer("messages", "0", "message_text"),
                Evidence(JSONValue.string("first")),
                "second"
            ),
            suite: "chat/messages",
            actions: ["chat/send"],
            answered: ["messages": [["message_text": "second"], ["message_text": "first"]]]
        ),
        Single(
            testDescription: "a refusal in which a list is looked for",
            identity: "wrongly-refused:chat/conversations:",
            deviation: Deviation(
                .count,
                at: .body(pointer("conversations")),
                expected: Evidence(text: "1", value: 1),
                seen: Evidence(text: "404")
            ),
            status: 404
        ),
        Single(
            testDescription: "a member that is missing in a record that is too long to be kept",
            identity: "member-missing:chat/conversations:unread_admin",
            deviation: Deviation(
                .missing,
                at: .body(pointer("conversations", "0")),
                "must have the member 'unread_admin'",
                expected: Evidence(text: "must have the member 'unread_admin'", value: "unread_admin"),
                seen: "{..."
            ),
            kind: .scenario
        ),
        Single(
            testDescription: "more records than a page may have, in a list that is too long to be kept",
            identity: "record-extra:chat/conversations:",
            deviation: Deviation(
                .count,
                at: .body(pointer("conversations")),
                "must have at most 100 items, but has 101",
                expected: Evidence(text: "must have at most 100 items", value: 100),
                seen: "[..."
            ),
            kind: .shape,
            actions: ["chat/send"]
        ),
        Single(
            testDescription: "what is in a member that is missing as a whole",
            identity: "member-missing:affiliate/stats:stats",
            deviation: .value(at: pointer("stats", "total_leads"), Evidence(1), nil),
            suite: "affiliate/stats",
            rule: "stats-agree",
            answered: ["total_leads": 1]
        ),
        Single(
            testDescription: "a record that is not listed any more once a write has named it",
            identity: "record-missing:chat/conversations:",
            deviation: count(of: "conversations", 1, seen: 0),
            suite: "chat/close",
            kind: .scenario,
            rule: "close-closes",
            action: "chat/conversations",
            actions: ["chat/close"]
        ),
        Single(
            testDescription: "what has no kind of its own",
            identity: "rule:chat/conversations:conversations-exactly-theirs",
            deviation: .exchange(.value, expected: "this", seen: "that")
        ),
    ]
}
