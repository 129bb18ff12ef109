import Causes
import Conformance
import Contracts
import JSON
import Testing
import VerifierEvents

extension CauseTests {
    /// Another deviation of a run, and whether it explains the first as well.
    struct Neighbour: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let explains: Bool
        let deviation: Deviation
    }

    /// A failing case in which admin/leads does not show a phone number that affiliate/submit-lead was given.
    static func missedText(_ text: String) throws -> CaseResult {
        try failed(
            "affiliate/submit-lead",
            .boundary,
            rule: "strings-kept-exactly",
            [
                Deviation(
                    .value,
                    at: .body(pointer("leads", "lead_phone")),
                    expected: Evidence(JSONValue.string(text)),
                    seen: "none",
                    action: "admin/leads"
                )
            ],
            actions: ["admin/leads"]
        )
    }

    @Test(
        "explain a text that no read shows only where they can hide it",
        arguments: [
            Neighbour(
                testDescription: "a header",
                explains: false,
                deviation: Deviation(.header, at: .header("Content-Type"), expected: "a", seen: "b")
            ),
            Neighbour(
                testDescription: "another order",
                explains: false,
                deviation: Deviation(.order, at: .body(pointer("leads")), expected: "newest", seen: "oldest")
            ),
            Neighbour(
                testDescription: "another member that is missing",
                explains: false,
                deviation: .value(at: pointer("leads", "0", "lead_email"), Evidence("a"), nil)
            ),
            Neighbour(
                testDescription: "the same member, which is missing",
                explains: true,
                deviation: .value(at: pointer("leads", "0", "lead_phone"), Evidence("a"), nil)
            ),
        ]
    )
    func hiddenText(_ neighbour: Neighbour) throws {
        let text = try Self.missedText("")
        let other = try Self.failed(
            "admin/leads",
            .example,
            rule: "admin-leads-newest-first",
            [neighbour.deviation],
            answered: ["leads": [["lead_id": "l"]]]
        )
        let causes = try Self.causes([text, other])
        #expect(causes.count == (neighbour.explains ? 1 : 2))
        let own = "wrong-write:affiliate/submit-lead:lead_phone"
        #expect(causes.contains { $0.identity == own } != neighbour.explains)
    }

    @Test("explain an answer that has not changed by a write before it, and not by another read")
    func unchanged() throws {
        let stale = try Self.failed(
            "affiliate/stats",
            .scenario,
            rule: "stats-agree",
            [Self.status(200, 304)],
            status: 304,
            actions: ["admin/leads", "affiliate/submit-lead"]
        )
        let order = try Self.failed(
            "admin/leads",
            rule: "admin-leads-newest-first",
            [Deviation(.order, at: .body(Self.pointer("leads")), expected: "newest", seen: "oldest")]
        )
        #expect(
            try Set(Self.causes([stale, order]).map(\.identity))
                == ["list-order:admin/leads:", "wrong-status:affiliate/stats:200-as-304"]
        )
        let refused = try Self.failed(
            "affiliate/submit-lead",
            rule: "stats-agree",
            [Self.status(200, 400)],
            status: 400
        )
        #expect(
            try Self.causes([stale, refused]).map(\.identity) == ["wrongly-refused:affiliate/submit-lead:"]
        )
    }

    @Test("are the values of a record that a scenario looks for, be they those of another one as well")
    func recordLookedFor() throws {
        func found(_ name: String) throws -> [String] {
            var result = try Self.failed(
                "affiliate/submit-lead",
                .boundary,
                rule: "strings-kept-exactly",
                [
                    .value(
                        at: Self.pointer("leads", "0", "lead_name"),
                        Evidence(JSONValue.string("first")),
                        "second"
                    )
                ],
                action: "admin/leads",
                answered: ["leads": [["lead_name": "second"], ["lead_name": "first"]]],
                actions: ["affiliate/submit-lead"]
            )
            result.identity.name = name
            return try Self.causes([result]).map(\.identity)
        }
        #expect(
            try found("strings of a client are kept exactly: composed letters")
                == ["wrong-write:affiliate/submit-lead:lead_name"]
        )
        // Elsewhere records are compared by their places.
        #expect(try found("a case that is no scenario") == ["list-order:admin/leads:"])
    }
}
