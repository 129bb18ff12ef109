import JSON

/// `$case`: a choice by the text of a value.
struct Choice: Function {
    let subject: Expression
    let cases: [ExactString: Expression]
    let otherwise: Expression?

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        let subject = try execution.value(of: subject)
        let text = subject.flatMap { $0.stringValue ?? ($0.isNull ? nil : $0.compactText) }
        guard let chosen = text.flatMap({ cases[ExactString($0)] }) ?? otherwise else { return nil }
        return try execution.value(of: chosen)
    }
}
