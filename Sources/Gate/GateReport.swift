public import JSON

/// What the contract says about one exchange.
public struct GateReport: Sendable, Hashable {
    /// The action that the request names, where it names one of the contract's.
    public var action: String?
    /// The wire form that was used; `nil` for the canonical one.
    public var form: String?
    /// How the arguments break the contract, where the gate refused the request itself; `nil` when it let it pass.
    public var refusal: GateFinding?
    /// What a front-end developer should know, such as the cause of an odd wire form.
    public var warnings: [String]
    /// The SHOULDs that the request does not keep.
    public var advice: [GateFinding]
    /// Where the answer breaks the contract.
    public var violations: [GateFinding]

    /// Makes a report.
    public init(
        action: String? = nil,
        form: String? = nil,
        refusal: GateFinding? = nil,
        warnings: [String] = [],
        advice: [GateFinding] = [],
        violations: [GateFinding] = []
    ) {
        self.action = action
        self.form = form
        self.refusal = refusal
        self.warnings = warnings
        self.advice = advice
        self.violations = violations
    }

    /// What a strict gate refuses a request for: its first warning or advice.
    var firstAdvice: GateFinding? {
        guard let first = warnings.first.map({ GateFinding(message: $0) }) ?? advice.first else { return nil }
        return GateFinding(
            rule: first.rule,
            pointer: first.pointer,
            message: "legal, but refused by --strict: \(first.message)"
        )
    }
}

/// One place at which a request or an answer does not keep the contract, on one line: what the journal keeps of a deviation.
public struct GateFinding: Sendable, Hashable {
    /// The id of the rule, where one is known.
    public var rule: String?
    /// The place in the arguments or in the body.
    public var pointer: JSONPointer
    /// What is wrong there, for people.
    public var message: String

    /// Makes a finding.
    public init(rule: String? = nil, pointer: JSONPointer = JSONPointer(), message: String) {
        self.rule = rule
        self.pointer = pointer
        self.message = message
    }

    /// The finding as the journal shows it.
    public var json: JSONValue {
        [
            "rule": rule.map(JSONValue.string) ?? .null,
            "pointer": .string(pointer.description),
            "message": .string(message),
        ]
    }
}

extension GateFinding: CustomStringConvertible {
    /// The finding on one line.
    public var description: String {
        let place = pointer.tokens.isEmpty ? "" : "\(pointer) "
        return place + message + (rule.map { " (\($0))" } ?? "")
    }
}
