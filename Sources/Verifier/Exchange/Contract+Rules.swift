import Contracts
import Lambda

extension Contract {
    /// Returns the rules by which a built-in check judges an action: its own where it has some, or else the service's.
    func rules(for check: BuiltInCheck, of action: Action?) -> [Rule] {
        let rules = rules(for: check)
        let own = rules.filter { $0.action != nil && $0.action == action?.name }
        return own.isEmpty ? rules.filter { $0.action == nil } : own
    }

    /// Returns the rules of several built-in checks, in order.
    func rules(for checks: [BuiltInCheck], of action: Action?) -> [Rule] {
        checks.flatMap { rules(for: $0, of: action) }
    }
}

extension Action {
    /// A working example that shows the effect of the action: it creates the state that it needs.
    ///
    /// A read's example with other examples before it shows more than one of an empty state.
    var workingExample: Example? {
        let working = examples.filter { $0.isSuccess && $0.form == nil }
        return (isRead ? working.first { !$0.after.isEmpty } : nil) ?? working.first
    }

    /// The success statuses in words: `200`, `200 or 201`.
    var successWords: String {
        successStatuses.isEmpty ? "2xx" : successStatuses.map(String.init).joined(separator: " or ")
    }

    /// Whether a list in one of its responses may contain other traffic's records.
    var showsSharedRecords: Bool {
        examples.contains { example in
            guard let body = example.body else { return false }
            return annotations(ofFirstElementsIn: body, status: example.status).entries.contains {
                $0.annotation.list?.scope == .shared
            }
        }
    }
}

extension RecordedExchange {
    /// Whether the response is a success.
    var isSuccess: Bool { Action.isSuccess(response.status) }
}
