import JSON
import Tables

/// Approves a lead, with a commission, or rejects it; a decision can be changed.
enum ApproveLead: Action {
    static let name = "admin/approve-lead"
    static let method = ActionMethod.write

    /// The maximum commission, in USD: 10^12.
    private static let maximumAmount: JSONNumber = 1_000_000_000_000

    /// The maximum size of the notes, in bytes.
    private static let maximumNotesBytes = 400_000

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let lead = try arguments.identifier("lead_id")
        var changes: [Change]
        switch try decision(in: arguments) {
        case .approve:
            changes = [
                .set("status", .string(LeadStatus.approved.rawValue)),
                .set("commission_amount", .number(try amount(in: arguments))),
            ]
        case .reject:
            changes = [
                .set("status", .string(LeadStatus.rejected.rawValue)), .remove("commission_amount"),
            ]
        }
        if let notes = try arguments.optionalText("admin_notes") {
            guard notes.utf8.count <= maximumNotesBytes else {
                throw Failure(
                    413,
                    "notes_too_large",
                    "'admin_notes' has \(notes.utf8.count) bytes; send at most \(maximumNotesBytes)"
                )
            }
            changes.append(.set("admin_notes", .string(notes)))
        }
        try await update(lead, changes, in: backend)
        return ["success": true]
    }

    /// Returns the decision: `status`, or `action` when the query names the action or a page sent the member twice.
    private static func decision(in arguments: Arguments) throws(Failure) -> Decision {
        let action = arguments.value("action")?.stringValue.flatMap(Decision.init(rawValue:))
        guard let action else { return try arguments.choice("status", Decision.self) }
        if let status = try arguments.optionalChoice("status", Decision.self), status != action {
            throw .invalid("'action' says \(action.rawValue) and 'status' says \(status.rawValue); send one")
        }
        return action
    }

    private static func amount(in arguments: Arguments) throws(Failure) -> JSONNumber {
        guard let value = arguments.value("commission_amount") else {
            throw .invalid("'commission_amount' is missing; give a number of USD to approve a lead")
        }
        guard case .number(let amount) = value else {
            throw .invalid("'commission_amount' must be a number, but is a JSON \(value.typeName)")
        }
        guard amount >= 0, amount <= maximumAmount else {
            throw .invalid("'commission_amount' must be from 0 to 1000000000000")
        }
        // The number is normalized: a table counts significant digits only, and unlimited trailing zeros after the
        // decimal point would make every list that shows the lead too large to be sent.
        return amount + 0
    }

    /// Updates an existing lead; its `updated_at` never decreases.
    private static func update(
        _ lead: String,
        _ changes: [Change],
        in backend: SupportBackend
    ) async throws(Failure) {
        var earliest = backend.timestamp
        try await backend.retrying { () async throws(Failure) -> Void? in
            let time = max(backend.timestamp, earliest)
            let result = try await backend.attempt([
                .update(
                    Key(.string(lead)),
                    in: TableNames.leads,
                    changes + [.set("updated_at", .number(time))],
                    if: .all([
                        .exists("lead_id"), .compare("updated_at", .lessOrEqual, .number(time)),
                    ])
                )
            ])
            switch result {
            case .written:
                return ()
            case .refused(_, let existing):
                guard let existing else { throw .unknown("lead", lead) }
                earliest = existing["updated_at"]?.numberValue ?? earliest
                return nil
            case nil:
                return nil
            }
        }
    }
}
