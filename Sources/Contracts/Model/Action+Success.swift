extension Action {
    /// The success statuses of the contract, in order.
    public var successStatuses: [Int] { responses.keys.filter(Self.isSuccess).sorted() }

    /// Returns whether a status is a success of the contract: a listed one, or any 2xx where none is listed.
    public func succeeds(with status: Int) -> Bool {
        let known = successStatuses
        return Self.isSuccess(status) && (known.isEmpty || known.contains(status))
    }

    /// Returns whether a status is a success (RFC 9110, section 15.3).
    public static func isSuccess(_ status: Int) -> Bool { (200..<300).contains(status) }
}

extension Example {
    /// Whether the response is a success.
    public var isSuccess: Bool { Action.isSuccess(status) }
}
