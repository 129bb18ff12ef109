import Causes
import Conformance
import Contracts
import JSON
import Testing
import TestSupport
import VerifierEvents

@Suite("Causes")
struct CauseTests {
    static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }

    /// A failing case with one failure.
    static func failed(
        _ suite: String,
        _ kind: CheckKind = .scenario,
        _ name: String = "a case",
        rule: String,
        _ deviations: [Deviation],
        status: Int = 200,
        action: String? = nil,
        answered: JSONValue = [:],
        target: String? = nil,
        sent: JSONValue? = nil,
        form: String? = nil,
        actions: [String] = [],
        seen: Int = 2,
        of service: Contract? = nil
    ) throws -> CaseResult {
        let contract = try service ?? Self.contract.get()
        let rule = try #require(contract.rule(rule))
        let name = action ?? suite
        let method = contract.action(named: name)?.method ?? "GET"
        return CaseResult(
            identity: CaseIdentity(suite: suite, kind: kind, name: "\(suite) \(deviations.count) \(rule.id)"),
            rules: [rule],
            outcome: .failed([
                Failure(
                    rule: rule,
                    summary: "something is wrong",
                    deviations: deviations,
                    exchange: ExchangeSummary(
                        action: name,
                        method: method,
                        target: target ?? (method == "GET" ? "/?action=\(name)" : "/"),
                        sent: form.map { Evidence(text: $0) } ?? Evidence(sent),
                        status: status,
                        answered: Evidence(answered)
                    ),
                    actions: actions + [name],
                    script: "curl -sS x\n",
                    reproductions: Reproductions(seen: seen, attempts: 2)
                )
            ])
        )
    }

    private static func failed(_ single: Single) throws -> CaseResult {
        try failed(
            single.suite,
            single.kind,
            rule: single.rule,
            [single.deviation],
            status: single.status,
            action: single.action,
            answered: single.answered,
            sent: single.sent,
            actions: single.actions
        )
    }

    static func causes(_ results: [CaseResult]) throws -> [Cause] {
        CauseAnalysis(results, try contract.get()).causes
    }

    static func pointer(_ tokens: String...) -> JSONPointer { JSONPointer(tokens: tokens) }

    static func status(_ expected: JSONValue, _ seen: Int) -> Deviation {
        Deviation(
            .status,
            at: .status,
            expected: Evidence(text: "status", value: expected),
            seen: Evidence(text: "\(seen)", value: .number(JSONNumber(seen)))
        )
    }

    static func count(of list: String, _ expected: Int, seen: Int, text: String? = nil) -> Deviation {
        Deviation(
            .count,
            at: .body(pointer(list)),
            expected: Evidence(text: "\(expected)", value: .number(JSONNumber(expected))),
            seen: Evidence(text: text ?? "\(seen)", value: .number(JSONNumber(seen)))
        )
    }

    @Test("name what has to be changed", arguments: singles)
    func single(_ single: Single) throws {
        let result = try Self.failed(single)
        let causes = try Self.causes([result])
        #expect(causes.map(\.identity) == [single.identity])
        #expect(causes.first?.cases == [result.identity])
        #expect(causes.first?.rules.map(\.id) == [single.rule])
        #expect(causes.first?.script == "curl -sS x\n")
    }

    @Test("are none where nothing failed")
    func none() throws {
        #expect(try Self.causes([]).isEmpty)
    }

    @Test("merge a header that is wrong in every action")
    func everywhere() throws {
        let deviation = Deviation(
            .header,
            at: .header("Access-Control-Allow-Origin"),
            expected: "*",
            seen: "none"
        )
        let results = try ["chat/conversations", "chat/messages", "affiliate/stats"].map {
            try Self.failed($0, .shape, rule: "cors-one-origin", [deviation])
        }
        let causes = try Self.causes(results)
        #expect(causes.map(\.key.action) == [nil])
        #expect(causes.first?.cases.count == 3)
    }

    @Test("are as few as possible: the write before explains what two reads show")
    func sharedWrite() throws {
        let deviation = Deviation.value(
            at: Self.pointer("conversations", "0", "unread_admin"),
            Evidence(1),
            2
        )
        let results = try ["chat/conversations", "admin/conversations"].flatMap { read in
            try ["send-adds-message", "send-opens"].map {
                try Self.failed("chat/send", rule: $0, [deviation], action: read, actions: ["chat/send"])
            }
        }
        #expect(try Self.causes(results).map(\.identity) == ["wrong-write:chat/send:unread_admin"])
    }

    @Test("blame the write after which a value was last right")
    func since() throws {
        var deviation = Deviation.value(
            at: Self.pointer("conversations", "0", "unread_admin"),
            Evidence(0),
            1
        )
        let actions = ["chat/send", "chat/mark-read"]
        func found() throws -> [String] {
            try Self.causes([
                Self.failed(
                    "chat/send",
                    rule: "send-counts",
                    [deviation],
                    action: "chat/conversations",
                    actions: actions
                )
            ]).map(\.identity)
        }
        #expect(try found() == ["wrong-write:chat/send:unread_admin"])
        deviation.since = ["chat/mark-read", "chat/conversations"]
        #expect(try found() == ["wrong-write:chat/mark-read:unread_admin"])
    }

    @Test("blame a write rather than the read that is right in cases without the write")
    func spectrum() throws {
        let deviation = Deviation.value(
            at: Self.pointer("conversations", "0", "unread_user"),
            Evidence(0),
            1
        )
        let failing = try Self.failed(
            "chat/conversations",
            rule: "conversations-exactly-theirs",
            [deviation],
            actions: ["chat/send", "chat/mark-read"]
        )
        #expect(try Self.causes([failing]).map(\.identity) == ["wrong-value:chat/conversations:unread_user"])
        let passed = (1...9).map { number in
            CaseResult(
                identity: CaseIdentity(suite: "chat/send", kind: .scenario, name: "passed \(number)"),
                rules: [],
                outcome: .passed,
                actions: ["chat/send", "chat/conversations"]
            )
        }
        #expect(
            try Self.causes([failing] + passed).map(\.identity) == ["wrong-write:chat/mark-read:unread_user"]
        )
    }

    @Test("blame no write for a figure that one read derives from records")
    func figure() throws {
        let result = try Self.failed(
            "admin/approve-lead",
            rule: "approve-sets",
            [.value(at: Self.pointer("stats", "total_commission"), Evidence(5), 500)],
            action: "affiliate/stats",
            actions: ["admin/approve-lead"]
        )
        #expect(try Self.causes([result]).map(\.identity) == ["wrong-value:affiliate/stats:total_commission"])
    }

    @Test("are one of all actions only where three actions show it", arguments: 1...3)
    func fewActions(count: Int) throws {
        let actions = ["chat/conversations", "chat/messages", "affiliate/stats"].prefix(count)
        let results = try actions.map {
            try Self.failed(
                $0,
                rule: "no-server-error",
                [Self.status(200, 500)],
                status: 500,
                answered: ["error": "x"]
            )
        }
        #expect(try Self.causes(results).contains { $0.key.action == nil } == (count == 3))
    }

    @Test("are no more than one for what requests at the same time show of a member that is of another type")
    func overlapping() throws {
        let place = Self.pointer("conversations", "0", "unread_admin")
        var result = try Self.failed(
            "chat/send",
            .concurrent,
            rule: "nothing-else-changes",
            [
                Deviation(
                    .value,
                    at: .body(place),
                    expected: Evidence(1),
                    seen: Evidence(2),
                    action: "chat/conversations"
                )
            ],
            actions: ["chat/send"]
        )
        #expect(try Self.causes([result]).map(\.identity) == ["lost-update:chat/send:"])
        result.identity.name += " beside another one"
        let typed = try Self.failed(
            "chat/conversations",
            rule: "conversations-exactly-theirs",
            [.value(at: place, Evidence(0), "0")]
        )
        let causes = try Self.causes([result, typed])
        #expect(causes.map(\.identity) == ["member-type:chat/conversations:unread_admin"])
        #expect(causes.first?.cases.count == 2)
    }

    @Test("include what is never seen without them")
    func neverAlone() throws {
        let both = try Self.failed(
            "chat/send",
            rule: "send-foreign-refused",
            [Self.status("4xx", 200)],
            sent: [
                "action": "chat/send", "user_id": "u", "store_url": "https://a.example.com", "message": "m",
            ]
        )
        var other = both
        other.identity.name += " again"
        guard case .failed(var failures) = other.outcome else { return }
        let left = try Self.failed(
            "chat/send",
            rule: "send-adds-message",
            [.value(at: Self.pointer("conversations", "0", "unread_admin"), Evidence(1), 2)],
            action: "chat/conversations",
            actions: ["chat/send"]
        )
        guard case .failed(let more) = left.outcome else { return }
        failures += more
        other.outcome = .failed(failures)
        #expect(try Self.causes([both, other]).map(\.identity) == ["not-refused:chat/send:"])
        #expect(
            try Self.causes([both, left]).map(\.identity)
                == ["wrong-write:chat/send:unread_admin", "not-refused:chat/send:"]
        )
    }

    @Test("block the cases of other actions that need one that does not exist")
    func missingAction() throws {
        let results = [
            try Self.failed(
                "affiliate/stats",
                .example,
                rule: "stats-agree",
                [Self.status(200, 404)],
                status: 404
            ),
            try Self.failed(
                "affiliate/submit-lead",
                rule: "stats-agree",
                [Self.status(200, 404)],
                status: 404,
                action: "affiliate/stats",
                actions: ["affiliate/submit-lead"]
            ),
        ]
        let analysis = CauseAnalysis(results, try Self.contract.get())
        #expect(analysis.causes.map(\.identity) == ["action-missing:affiliate/stats:"])
        #expect(analysis.blocker(of: results[0].identity) == nil)
        #expect(analysis.blocker(of: results[1].identity) == 0)
    }

    @Test("have the same identity and order whatever the order of the results")
    func stable() throws {
        let results = try Self.singles.enumerated().map { number, single in
            var result = try Self.failed(single)
            result.identity.name += " \(number)"
            return result
        }
        let forwards = try Self.causes(results).map(\.identity)
        #expect(try Self.causes(results.reversed()).map(\.identity) == forwards)
        #expect(forwards.count > 10)
    }

    @Test("are recommendations where only SHOULDs are broken")
    func advisory() throws {
        let result = try Self.failed(
            "chat/send",
            rule: "send-unknown-status",
            [Self.status(404, 400)],
            status: 400
        )
        #expect(try Self.causes([result]).map(\.severity) == [.recommendation])
    }

    @Test("come with the worst first")
    func order() throws {
        let results = try [
            Self.failed("chat/send", rule: "send-unknown-status", [Self.status(404, 400)], status: 400),
            Self.failed(
                "chat/conversations",
                .example,
                rule: "conversations-exactly-theirs",
                [
                    Self.count(of: "conversations", 1, seen: 3)
                ]
            ),
        ]
        #expect(try Self.causes(results).map(\.severity) == [.dataLost, .recommendation])
    }
}
