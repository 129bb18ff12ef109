import Contracts

extension Contract {
    /// The rules by which a built-in check judges an action: its own where it has some, else the service's.
    func rules(for check: BuiltInCheck, of action: Action?) -> [Rule] {
        let rules = rules(for: check)
        let own = rules.filter { $0.action != nil && $0.action == action?.name }
        return own.isEmpty ? rules.filter { $0.action == nil } : own
    }

    /// The rules of several built-in checks, in order.
    func rules(for checks: [BuiltInCheck], of action: Action?) -> [Rule] {
        checks.flatMap { rules(for: $0, of: action) }
    }
}

extension Action {
    /// An example that works and shows the action at work: the state it needs is in it.
    ///
    /// A read's example that has something before it says more than one of nothing.
    var workingExample: Example? {
        let working = examples.filter { $0.status == 200 && $0.form == nil }
        return (method == "GET" ? working.first { !$0.after.isEmpty } : nil) ?? working.first
    }

    /// Whether a list in one of its answers may hold other traffic's records.
    var showsSharedRecords: Bool {
        examples.contains { example in
            guard let body = example.body else { return false }
            return annotations(ofResponse: body, status: example.status).entries.contains {
                $0.annotation.list?.scope == .shared
            }
        }
    }
}
