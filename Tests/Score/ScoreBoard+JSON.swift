import Faults
import JSON
import Verifier
import VerifierEvents

extension ScoreBoard {
    /// The board as JSON: every fault with every seed, and the statistics.
    var json: JSONValue {
        [
            "seeds": .array(seeds.map { .number(JSONNumber(Int(clamping: $0))) }),
            "seconds": Self.number(seconds),
            "kill_rate": [
                "deterministic": rate(isIntermittent: false), "one_in_fifty": rate(isIntermittent: true),
            ],
            "median_requests": [
                "deterministic": median(isIntermittent: false), "one_in_fifty": median(isIntermittent: true),
            ],
            "false_alarms": .array(falseAlarms.map { .string($0) }),
            "false_alarm_runs": .number(JSONNumber(falseAlarmRuns)),
            "faults": .array(zip(faults, scores).map { Self.json($0, $1) }),
        ]
    }

    private func rate(isIntermittent: Bool) -> JSONValue {
        let scores = scores(isIntermittent: isIntermittent)
        guard !scores.isEmpty else { return .null }
        return Self.number(Double(scores.count(where: \.isFound)) / Double(scores.count))
    }

    private func median(isIntermittent: Bool) -> JSONValue {
        let requests = scores(isIntermittent: isIntermittent).compactMap(\.run.first?.requests)
        return requests.map(Double.init).median.map { .number(JSONNumber(Int($0))) } ?? .null
    }

    private static func json(_ fault: Fault, _ scores: [FaultScore]) -> JSONValue {
        [
            "suite": .string(fault.suite),
            "name": .string(fault.name),
            "advisory": .bool(fault.isAdvisory),
            "intermittent": .bool(fault.isIntermittent),
            "runs": .array(scores.map(json)),
        ]
    }

    private static func json(_ score: FaultScore) -> JSONValue {
        var run: JSONObject = [
            "seed": .number(JSONNumber(Int(clamping: score.seed))),
            "found": .bool(score.isFound),
            "kinds": .array(score.run.kinds.map { .string($0.rawValue) }),
            "requests": .number(JSONNumber(score.run.requests)),
            "seconds": number(score.run.seconds),
        ]
        if let first = score.run.first {
            run["first"] = [
                "requests": .number(JSONNumber(first.requests)),
                "seconds": number(first.seconds),
                "kind": .string(first.identity.kind.rawValue),
                "case": .string(first.identity.description),
                "rule": .string(first.rule),
            ]
        }
        return .object(run)
    }

    /// Returns a number with at most three decimals.
    private static func number(_ value: Double) -> JSONValue {
        .number(JSONNumber(String((value * 1_000).rounded() / 1_000)) ?? 0)
    }
}
