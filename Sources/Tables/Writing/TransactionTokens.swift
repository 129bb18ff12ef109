/// The idempotency tokens of the last ten minutes, with what was written under each.
///
/// Source: AWS, "TransactWriteItems", `ClientRequestToken`: 1 to 36 characters, valid for ten minutes.
struct TransactionTokens: Sendable {
    private var applied: [String: (actions: [WriteAction], time: Int)] = [:]
    /// The tokens in the order in which they expire.
    private var order: [String] = []

    /// Returns whether these actions were applied under the token.
    ///
    /// - Throws: ``TableStoreError/invalidToken(_:)``, or ``TableStoreError/tokenReused(_:)`` when other actions were.
    func isApplied(_ token: String, _ actions: [WriteAction], at time: Int) throws(TableStoreError) -> Bool {
        guard (1...TableLimits.tokenCharacters).contains(token.utf16.count) else {
            throw .invalidToken(token)
        }
        guard let earlier = applied[token], time - earlier.time < TableLimits.tokenMilliseconds else {
            return false
        }
        guard earlier.actions == actions else { throw .tokenReused(token) }
        return true
    }

    /// Notes that actions were applied, and forgets expired tokens.
    mutating func insert(_ token: String, _ actions: [WriteAction], at time: Int) {
        while let oldest = order.first, let entry = applied[oldest],
            oldest == token || time - entry.time >= TableLimits.tokenMilliseconds
        {
            applied[oldest] = nil
            order.removeFirst()
        }
        applied[token] = (actions, time)
        order.append(token)
    }

    /// Forgets a token, whose actions were undone.
    mutating func remove(_ token: String) {
        guard applied.removeValue(forKey: token) != nil else { return }
        order.removeAll { $0 == token }
    }
}
