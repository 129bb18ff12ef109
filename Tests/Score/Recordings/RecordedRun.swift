import Conformance
import Contracts
import Foundation
import JSON
import VerifierEvents

/// The results of a run as a file, so that causes can be derived again without running anything.
struct RecordedRun: Sendable {
    /// The results of the cases.
    var results: [CaseResult]
    /// The number of requests of the run.
    var requests: Int
    /// The faults that have changed an answer beside the others, by their descriptions; `nil` where there are no others.
    var visible: Set<String>?

    /// The form of the file: recordings of another one lack what causes are derived from now.
    private static let version = 2

    /// The run as JSON; cases without a failure or warning are only counted.
    var json: JSONValue {
        [
            "version": .number(JSONNumber(Self.version)),
            "requests": .number(JSONNumber(requests)),
            "visible": visible.map { .array($0.sorted().map { .string($0) }) } ?? .null,
            "cases": .array(results.map(\.recorded)),
        ]
    }

    init(results: [CaseResult], requests: Int, visible: Set<String>?) {
        self.results = results
        self.requests = requests
        self.visible = visible
    }

    /// Reads a run; `nil` where the file is not one of these.
    init?(_ json: JSONValue, _ contract: Contract) {
        guard json["version"]?.intValue == Self.version, let cases = json["cases"]?.arrayValue,
            let requests = json["requests"]?.intValue
        else { return nil }
        results = cases.compactMap { CaseResult(recorded: $0, contract) }
        self.requests = requests
        visible = (json["visible"]?.arrayValue).map { Set($0.compactMap(\.stringValue)) }
        guard results.count == cases.count else { return nil }
    }
}

extension CaseResult {
    fileprivate var recorded: JSONValue {
        var object: JSONObject = [
            "suite": .string(identity.suite),
            "kind": .string(identity.kind.rawValue),
            "name": .string(identity.name),
            "rules": .array(rules.map { .string($0.id) }),
            "requests": .number(JSONNumber(requests)),
        ]
        if !actions.isEmpty { object["actions"] = .array(actions.map { .string($0) }) }
        switch outcome {
        case .passed: break
        case .failed(let failures): object["failed"] = .array(failures.map(\.recorded))
        case .error(let reason): object["error"] = .string(reason)
        case .skipped(let reason): object["skipped"] = .string(reason)
        }
        if !warnings.isEmpty { object["warnings"] = .array(warnings.map(\.recorded)) }
        return .object(object)
    }

    fileprivate init?(recorded json: JSONValue, _ contract: Contract) {
        guard let suite = json["suite"]?.stringValue, let name = json["name"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(CheckKind.init)
        else { return nil }
        let outcome: CaseOutcome
        if let failures = json["failed"]?.arrayValue {
            outcome = .failed(failures.compactMap { Failure(recorded: $0, contract) })
        } else if let reason = json["error"]?.stringValue {
            outcome = .error(reason)
        } else if let reason = json["skipped"]?.stringValue {
            outcome = .skipped(reason)
        } else {
            outcome = .passed
        }
        self.init(
            identity: CaseIdentity(suite: suite, kind: kind, name: name),
            rules: (json["rules"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(contract.rule) },
            outcome: outcome,
            warnings: (json["warnings"]?.arrayValue ?? []).compactMap { Failure(recorded: $0, contract) },
            actions: (json["actions"]?.arrayValue ?? []).compactMap(\.stringValue),
            requests: json["requests"]?.intValue ?? 0
        )
    }
}

extension Failure {
    fileprivate var recorded: JSONValue {
        var object: JSONObject = [
            "rule": .string(rule.id), "summary": .string(summary),
            "deviations": .array(deviations.map(\.recorded)), "script": .string(script),
            "seen": .number(JSONNumber(reproductions.seen)),
            "attempts": .number(JSONNumber(reproductions.attempts)),
        ]
        if let exchange { object["exchange"] = exchange.recorded }
        object["actions"] = .array(actions.map { .string($0) })
        return .object(object)
    }

    fileprivate init?(recorded json: JSONValue, _ contract: Contract) {
        guard let rule = json["rule"]?.stringValue.flatMap(contract.rule) else { return nil }
        self.init(
            rule: rule,
            summary: json["summary"]?.stringValue ?? "",
            deviations: (json["deviations"]?.arrayValue ?? []).compactMap(Deviation.init(recorded:)),
            exchange: json["exchange"].flatMap(ExchangeSummary.init(recorded:)),
            actions: (json["actions"]?.arrayValue ?? []).compactMap(\.stringValue),
            script: json["script"]?.stringValue ?? "",
            reproductions: Reproductions(
                seen: json["seen"]?.intValue ?? 1,
                attempts: json["attempts"]?.intValue ?? 1
            )
        )
    }
}

extension Deviation {
    fileprivate var recorded: JSONValue {
        var object: JSONObject = [
            "kind": .string(kind.rawValue), "expected": expected.recorded, "seen": seen.recorded,
        ]
        switch place {
        case .status: object["place"] = "status"
        case .exchange: object["place"] = "exchange"
        case .header(let name): object["header"] = .string(name)
        case .body(let pointer): object["pointer"] = .string(pointer.description)
        }
        if let action { object["action"] = .string(action) }
        if let message { object["message"] = .string(message) }
        if let since { object["since"] = .array(since.map { .string($0) }) }
        return .object(object)
    }

    fileprivate init?(recorded json: JSONValue) {
        guard let kind = json["kind"]?.stringValue.flatMap(Kind.init) else { return nil }
        let place: Place
        if let name = json["header"]?.stringValue {
            place = .header(name)
        } else if let pointer = json["pointer"]?.stringValue {
            guard let pointer = try? JSONPointer(pointer) else { return nil }
            place = .body(pointer)
        } else {
            place = json["place"] == "status" ? .status : .exchange
        }
        self.init(
            kind,
            at: place,
            json["message"]?.stringValue,
            expected: Evidence(recorded: json["expected"]),
            seen: Evidence(recorded: json["seen"]),
            action: json["action"]?.stringValue
        )
        since = json["since"]?.arrayValue?.compactMap(\.stringValue)
    }
}

extension Evidence {
    fileprivate var recorded: JSONValue {
        var object: JSONObject = ["text": .string(text)]
        if let value { object["value"] = value }
        return .object(object)
    }

    fileprivate init(recorded json: JSONValue?) {
        self.init(text: json?["text"]?.stringValue ?? "", value: json?["value"])
    }
}

extension ExchangeSummary {
    fileprivate var recorded: JSONValue {
        var object: JSONObject = [
            "method": .string(method), "target": .string(target), "sent": sent.recorded,
            "status": .number(JSONNumber(status)), "answered": answered.recorded,
        ]
        if let action { object["action"] = .string(action) }
        return .object(object)
    }

    fileprivate init?(recorded json: JSONValue) {
        self.init(
            action: json["action"]?.stringValue,
            method: json["method"]?.stringValue ?? "",
            target: json["target"]?.stringValue ?? "",
            sent: Evidence(recorded: json["sent"]),
            status: json["status"]?.intValue ?? 0,
            answered: Evidence(recorded: json["answered"])
        )
    }
}
