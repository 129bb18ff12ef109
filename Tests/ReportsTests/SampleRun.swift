import Causes
import Conformance
import Contracts
import Foundation
import JSON
import Reports
import Verifier
import VerifierEvents

/// A small run with every outcome, and with text that XML, terminals and readers stumble over.
enum SampleRun {
    static let must = Rule(
        id: "send-unknown-conversation",
        level: .must,
        text: "An unknown conversation is refused and leaves nothing behind.",
        section: "4.3"
    )
    static let should = Rule(
        id: "unknown-action-404",
        level: .should,
        text: "An unknown action is answered 404.",
        section: "1"
    )

    static let events: [VerifierEvent] = {
        var summary = RunSummary(
            seconds: 1.239,
            requests: 42,
            latencies: latencies,
            coverage: coverage,
            notes: ["writes were left out"]
        )
        for result in results {
            summary.total.count(result)
            summary.byKind[result.identity.kind, default: .init()].count(result)
        }
        let description = RunDescription(
            service: "support-and-affiliates",
            endpoint: "http://127.0.0.1:3000/",
            seed: 7,
            runPrefix: "u7a1b2",
            start: Date(timeIntervalSince1970: 1_767_225_600.5),
            cases: results.count
        )
        let cases = results.flatMap { [VerifierEvent.caseStarted($0.identity), .caseFinished($0)] }
        return [.runStarted(description)] + cases + [.runFinished(summary)]
    }()

    static var record: RunRecord {
        var record = RunRecord()
        for event in events { record.record(event) }
        record.explain(by: CauseAnalysis(causes: causes))
        return record
    }

    /// The causes of the failures and warnings.
    static let causes = [
        Cause(
            key: CauseKey(.notRefused, "chat/send", ""),
            severity: .refusal,
            sentence: "chat/send serves an unknown conversation <&]]>\u{1B}[31m | `x`",
            rules: [must],
            actions: ["chat/send"],
            members: ["conversation_id"],
            script: "curl -s \"$URL\" -d '{\"action\":\"chat/send\"}'\n",
            cases: [results[1].identity]
        ),
        Cause(
            key: CauseKey(.wrongStatus, nil, "404 as 400"),
            severity: .recommendation,
            sentence: "an unknown action is answered 400 instead of 404",
            rules: [should],
            actions: [],
            members: [],
            script: "",
            cases: [results[0].identity]
        ),
    ]

    private static let latencies = [
        ActionLatency(
            action: "chat/send",
            count: 40,
            median: 1.234,
            p95: 22.75,
            p99: 1203.5,
            maximum: 1203.5,
            aloneMedian: 0.871,
            buckets: [
                .init(milliseconds: 1, count: 12), .init(milliseconds: 2, count: 25),
                .init(milliseconds: 5, count: 0), .init(milliseconds: 10, count: 0),
                .init(milliseconds: 20, count: 0), .init(milliseconds: 50, count: 3),
            ]
        ),
        ActionLatency(
            action: "transport",
            count: 2,
            median: 0.06,
            p95: 0.061,
            p99: 0.061,
            maximum: 0.061,
            buckets: [.init(milliseconds: 0.1, count: 2)]
        ),
    ]

    private static let coverage = Coverage(suites: [
        .init(name: "transport", points: [.init(aspect: .rule, subject: "unknown-action-404", count: 1)]),
        .init(
            name: "chat/send",
            points: [
                .init(aspect: .status, subject: "200", count: 31), .init(aspect: .status, subject: "409"),
                .init(aspect: .form, subject: "canonical", count: 40),
                .init(aspect: .keywordKept, place: "/message", subject: "minLength 1", count: 38),
                .init(aspect: .keywordBroken, place: "/message", subject: "minLength 1", count: 2),
                .init(aspect: .keywordKept, place: "/user_id", subject: "pattern ^<[a-z]\"|`+$"),
                .init(aspect: .keywordBroken, place: "/user_id", subject: "pattern ^<[a-z]\"|`+$", count: 1),
                .init(aspect: .requestValue, place: "/kind", subject: "\"open\"", count: 3),
                .init(aspect: .requestValue, place: "/kind", subject: "\"closed\""),
                .init(aspect: .memberSent, place: "/conversation_id", count: 9),
                .init(aspect: .memberLeftOut, place: "/conversation_id", count: 31),
                .init(aspect: .answerValue, place: "/messages/*/kind", subject: "\"user\"", count: 5),
                .init(aspect: .answerMember, place: "/next_cursor"),
                .init(aspect: .rule, subject: "send-unknown-conversation", count: 1),
            ],
            otherStatuses: [413: 2, 405: 1]
        ),
    ])

    private static let results = [
        CaseResult(
            identity: CaseIdentity(suite: "transport", kind: .protocol, name: "an unknown action"),
            rules: [should],
            outcome: .passed,
            warnings: [
                Failure(
                    rule: should,
                    summary: "expected status 404, saw 400",
                    deviations: [
                        Deviation(
                            .status,
                            at: .status,
                            expected: Evidence(text: "status 404", value: 404),
                            seen: Evidence(text: "400 {}", value: 400)
                        )
                    ],
                    script: "curl -s \"$URL?action=no/such\"",
                    reproductions: Reproductions(seen: 1, attempts: 2)
                )
            ],
            seconds: 0.0123456,
            requests: 2
        ),
        CaseResult(
            identity: CaseIdentity(
                suite: "chat/send",
                kind: .scenario,
                name: "an unknown\nconversation <&]]>\u{1}"
            ),
            rules: [must],
            outcome: .failed([
                Failure(
                    rule: must,
                    summary: "expected a status of 4xx, saw 200 \u{1B}[31m<b>&amp;]]>",
                    deviations: [
                        .value(at: JSONPointer(tokens: ["success"]), Evidence(false), "\u{0}\u{FFFE}é𝔘"),
                        Deviation(
                            .status,
                            at: .status,
                            expected: Evidence(text: "status 4xx", value: "4xx"),
                            seen: Evidence(
                                text: "200 {\"note\":\"<script>alert(1)</script>\"}",
                                value: 200
                            )
                        ),
                        Deviation(
                            .value,
                            at: .body(JSONPointer(tokens: ["note"])),
                            expected: Evidence(.string("a")),
                            seen: Evidence(
                                text: "\"\"\u{301} onload=alert(1) ```\r\n::error::x @team\"",
                                value: "\"\u{301} onload=alert(1) ```\r\n::error::x @team"
                            )
                        ),
                        Deviation(
                            .header,
                            at: .header("Content-Type"),
                            "must be application/json, but is text/html",
                            expected: "Content-Type: application/json",
                            seen: "Content-Type: text/html"
                        ),
                    ],
                    exchange: ExchangeSummary(
                        action: "chat/send",
                        method: "POST",
                        target: "/",
                        sent: Evidence(body: Array(#"{"action":"chat/send"}"#.utf8)),
                        status: 200,
                        answered: Evidence(body: Array("<script>alert(1)</script>".utf8))
                    ),
                    script: "curl -s \"$URL\" -d '{\"action\":\"chat/send\"}'\n",
                    reproductions: Reproductions(seen: 2, attempts: 2)
                )
            ]),
            seconds: 0.5,
            requests: 3
        ),
        CaseResult(
            identity: CaseIdentity(
                suite: "chat/send",
                kind: .scenario,
                name: "an unknown conversation <&]]>\\u{1}"
            ),
            rules: [must],
            outcome: .error("no answer: timed out after 5.0 s"),
            seconds: 5,
            requests: 1
        ),
        CaseResult(
            identity: CaseIdentity(suite: "chat/send", kind: .scenario, name: "a closed conversation"),
            rules: [must],
            outcome: .error("no answer: timed out after 5.0 s"),
            seconds: 5,
            requests: 1
        ),
        CaseResult(
            identity: CaseIdentity(suite: "chat/send", kind: .extension, name: "cursors"),
            rules: [should],
            outcome: .skipped("the endpoint has no cursors")
        ),
        CaseResult(
            identity: CaseIdentity(suite: "chat/send", kind: .model, name: "walk 3"),
            rules: [must],
            outcome: .passed,
            known: [
                Failure(
                    rule: must,
                    summary: "a known difference",
                    deviations: [.value(at: JSONPointer(tokens: ["success"]), Evidence(true), false)],
                    script: "curl -s \"$URL\"\n",
                    reproductions: Reproductions(seen: 2, attempts: 2),
                    scenario: ["scenario": "a known difference", "steps": [["action": "chat/send"]]]
                )
            ],
            seconds: 0.25,
            requests: 12
        ),
    ]
}
