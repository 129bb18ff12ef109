import Causes
import Conformance
import Contracts
import JSON
import Testing
import VerifierEvents

extension CauseTests {
    private static func sentence(_ result: CaseResult) throws -> String {
        try #require(try causes([result]).first).sentence
    }

    @Test("say by its rule which request has to be refused, or served, where no argument breaks the schema")
    func whichRequest() throws {
        let refused = try Self.failed(
            "chat/send",
            rule: "send-foreign-refused",
            [Self.status("4xx", 200)],
            sent: [
                "action": "chat/send", "user_id": "u", "store_url": "https://a.example.com", "message": "m",
            ]
        )
        let rule = try #require(try Self.contract.get().rule("send-foreign-refused"))
        #expect(
            try Self.sentence(refused)
                == "chat/send serves a request that has to be refused: '\(rule.text)'"
        )
        let served = try Self.failed(
            "chat/conversations",
            rule: "conversations-exactly-theirs",
            [Self.status(200, 404)],
            status: 404
        )
        #expect(
            try Self.sentence(served).hasPrefix(
                "chat/conversations refuses a request that has to be served: '"
            )
        )
        let argument = try Self.failed(
            "chat/send",
            .negative,
            rule: "send-foreign-refused",
            [Self.status("4xx", 200)],
            sent: ["action": "chat/send", "user_id": "u", "message": "m"]
        )
        #expect(
            try Self.sentence(argument)
                == "chat/send serves a request that has to be refused (store_url required)"
        )
    }

    @Test("say how many records a list has, and not what it was answered")
    func countOfRecords() throws {
        let result = try Self.failed(
            "chat/conversations",
            .example,
            rule: "conversations-exactly-theirs",
            [
                Self.count(of: "conversations", 1, seen: 3, text: "200 {\"conversations\":[...")
            ]
        )
        #expect(try Self.sentence(result).hasSuffix(": expected 1, seen 3"))
    }

    @Test(
        "name the member that is there instead of a missing one, where it is a single one",
        arguments: [
            (["total": 1, "approved_leads": 0], "; 'total' may be its new name"),
            (["total": 1, "all": 1], "seen nothing"), (["approved_leads": 0], "seen nothing"),
        ] as [(JSONValue, String)]
    )
    func newName(_ stats: JSONValue, end: String) throws {
        let result = try Self.failed(
            "affiliate/stats",
            .example,
            rule: "stats-agree",
            [.value(at: Self.pointer("stats", "total_leads"), Evidence(1), nil)],
            answered: ["stats": stats]
        )
        #expect(
            try Self.sentence(result).hasPrefix("affiliate/stats does not answer total_leads: expected 1")
        )
        #expect(try Self.sentence(result).hasSuffix(end))
    }
}
