extension Action {
    /// The statuses by which the contract says that a request has succeeded, in order.
    public var successStatuses: [Int] { responses.keys.filter(Self.isSuccess).sorted() }

    /// Returns whether a status is a success of the contract's: one that it lists, or any 2xx where it lists none.
    public func succeeds(with status: Int) -> Bool {
        let known = successStatuses
        return Self.isSuccess(status) && (known.isEmpty || known.contains(status))
    }

    /// Returns whether a status says that a request has succeeded (RFC 9110, section 15.3).
    public static func isSuccess(_ status: Int) -> Bool { (200..<300).contains(status) }
}

extension Example {
    /// Whether the answer is a success.
    public var isSuccess: Bool { Action.isSuccess(status) }
}
