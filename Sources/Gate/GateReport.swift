public import JSON

/// A report on one exchange by its contract.
public struct GateReport: Sendable, Hashable {
    /// The action of the request, if it is in the contract.
    public var action: String?
    /// The wire form that was used; `nil` for the canonical one.
    public var form: String?
    /// The violations in the arguments, if the gate refused the request itself; `nil` when it passed.
    public var refusal: GateFinding?
    /// Advice for front-end developers, such as the cause of an unusual wire form.
    public var warnings: [String]
    /// The SHOULDs that the request breaks.
    public var advice: [GateFinding]
    /// The violations in the response.
    public var violations: [GateFinding]

    /// Creates a report.
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

    /// The reason for a strict gate to refuse a request: its first warning or advice.
    var firstAdvice: GateFinding? {
        guard let first = warnings.first.map({ GateFinding(message: $0) }) ?? advice.first else { return nil }
        return GateFinding(
            rule: first.rule,
            pointer: first.pointer,
            message: "legal, but refused by --strict: \(first.message)"
        )
    }
}

/// One place at which a request or a response breaks the contract, on one line: the journal's form of a deviation.
public struct GateFinding: Sendable, Hashable {
    /// The id of the rule, if one is known.
    public var rule: String?
    /// The place in the arguments or in the body.
    public var pointer: JSONPointer
    /// The problem there, for people.
    public var message: String

    /// Creates a finding.
    public init(rule: String? = nil, pointer: JSONPointer = JSONPointer(), message: String) {
        self.rule = rule
        self.pointer = pointer
        self.message = message
    }

    /// The finding in the form of the journal.
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
