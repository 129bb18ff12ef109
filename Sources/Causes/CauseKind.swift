/// The kind of a cause: what a back-end developer would have to change.
public enum CauseKind: String, Sendable, Hashable, CaseIterable {
    /// An action does not exist, or refuses every request.
    case actionMissing = "action-missing"
    /// A request ends in an unhandled exception.
    case exception
    /// A record is not there after a write, or a list leaves it out.
    case recordMissing = "record-missing"
    /// A record is there that should not be, or is listed where it does not belong.
    case recordExtra = "record-extra"
    /// Of two writes at the same time one is lost.
    case lostUpdate = "lost-update"
    /// A refused request has changed something.
    case refusedButWritten = "refused-but-written"
    /// An answer has a wrong value.
    case wrongValue = "wrong-value"
    /// A write leaves a wrong value behind.
    case wrongWrite = "wrong-write"
    /// A list is in another order.
    case listOrder = "list-order"
    /// An answer has no body of the contract's form at all.
    case wrongBody = "wrong-body"
    /// A member is missing, or has another name.
    case memberMissing = "member-missing"
    /// A member is there that should not be.
    case memberExtra = "member-extra"
    /// A member has another type.
    case memberType = "member-type"
    /// A value is not one of those that the contract allows.
    case memberValue = "member-value"
    /// A header is missing or has another value.
    case header
    /// A request that has to be refused is served.
    case notRefused = "not-refused"
    /// A request that has to be served is refused.
    case wronglyRefused = "wrongly-refused"
    /// An answer has another status of the right class.
    case wrongStatus = "wrong-status"
    /// Answers take too long.
    case slow
    /// A rule is broken in a way that has no kind of its own.
    case rule
}

extension CauseKind {
    /// The severity of a cause of this kind that breaks a MUST.
    public var severity: CauseSeverity {
        switch self {
        case .actionMissing, .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten: .dataLost
        case .exception, .wrongValue, .wrongWrite, .listOrder: .wrongData
        case .wrongBody, .memberMissing, .memberExtra, .memberType, .memberValue, .header: .shape
        case .notRefused, .wronglyRefused, .wrongStatus, .slow, .rule: .refusal
        }
    }
}
