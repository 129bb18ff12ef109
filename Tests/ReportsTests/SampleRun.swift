import Contracts
import Foundation
import Reports
import Verifier

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
        var summary = RunSummary(seconds: 1.239, requests: 42, notes: ["writes were left out"])
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
        return record
    }

    private static let results = [
        CaseResult(
            identity: CaseIdentity(suite: "transport", kind: .protocol, name: "an unknown action"),
            rules: [should],
            outcome: .passed,
            warnings: [
                Failure(
                    rule: should,
                    summary: "expected status 404, saw 400",
                    details: ["status: expected 404, saw 400"],
                    script: "curl -s \"$URL?action=no/such\"",
                    replays: Replays(seen: 1, played: 2)
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
                    details: ["/success: expected false, saw \"\u{0}\u{FFFE}é𝔘\""],
                    script: "curl -s \"$URL\" -d '{\"action\":\"chat/send\"}'\n",
                    replays: Replays(seen: 2, played: 2)
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
    ]
}
