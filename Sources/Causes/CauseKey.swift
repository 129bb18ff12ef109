/// The identity of a cause: the same from run to run, without ids and numbers of records.
public struct CauseKey: Sendable, Hashable {
    /// The kind.
    public var kind: CauseKind
    /// The action to change; `nil` for a cause that all actions share.
    public var action: String?
    /// The member, status, header or rule that is concerned.
    public var subject: String

    /// Creates a key.
    public init(_ kind: CauseKind, _ action: String?, _ subject: String) {
        self.kind = kind
        self.action = action
        self.subject = subject
    }
}

extension CauseKey: CustomStringConvertible {
    /// The key as a text without spaces, as a baseline and `explain` name it: `member-missing:orders/list:total`.
    public var description: String {
        [kind.rawValue, action ?? "*", subject].map { $0.replacing(" ", with: "-") }.joined(separator: ":")
    }
}

extension CauseKey: Comparable {
    /// The order by kind, then by action and subject, each by bytes.
    public static func < (left: CauseKey, right: CauseKey) -> Bool {
        if left.kind != right.kind { return left.order < right.order }
        return left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }

    private var order: Int { CauseKind.allCases.firstIndex(of: kind) ?? 0 }
}
