import JSON

/// Which items have expired, by the time of a clock.
///
/// DynamoDB deletes an item some time after the second in its time-to-live attribute, within a few days. A store of ours does it
/// at a moment that a test can know: at once, or at the next full minute of its clock.
///
/// Source: AWS, "Using time to live (TTL) in DynamoDB".
public struct Expiry: Sendable, Hashable {
    /// When expired items are deleted.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        /// At once: no read finds an expired item.
        case hide
        /// At the next full minute of the clock: until then reads find it, as they do in DynamoDB.
        case sweep
        /// Never.
        case off
    }

    /// An item whose time is longer ago than this when the store first sees it stays: DynamoDB takes that for a mistake.
    public static let ignoredSeconds = 5 * 365 * 86_400

    /// When expired items are deleted.
    public let mode: Mode
    /// The last second that was looked at.
    private var last: Int?

    /// Creates an expiry that has looked at no time yet.
    public init(_ mode: Mode) {
        self.mode = mode
    }

    /// Returns the times to live that have ended by now.
    ///
    /// - Parameter milliseconds: The time of the clock, since 1970-01-01T00:00Z; it may go back.
    /// - Returns: The values of time-to-live attributes, in seconds since 1970-01-01T00:00Z; `nil` when nothing expires.
    public mutating func ended(at milliseconds: Int) -> ClosedRange<Int>? {
        let seconds = milliseconds / 1_000
        let now: Int
        switch mode {
        case .off: return nil
        case .hide: now = seconds
        case .sweep: now = seconds - seconds % 60
        }
        // A clock that was advanced by years has passed all that lies between.
        let first = min(last ?? now, now) - Self.ignoredSeconds
        last = now
        return max(1, first)...max(1, now)
    }
}

extension TableDefinition {
    /// The order in which a store finds expired items; `nil` for a table without time to live.
    ///
    /// It is an index like others, but no query can name it: names of indexes have no colon.
    public var expiryIndex: IndexDefinition? {
        timeToLive.map { attribute in
            IndexDefinition(
                name: "ttl:\(attribute)",
                key: KeySchema(partition: KeyAttribute(attribute, .number))
            )
        }
    }

    /// The number of orders besides that of the table's own keys: its indexes, and the order in which its items expire.
    public var orderCount: Int { indexes.count + (timeToLive == nil ? 0 : 1) }

    /// Returns the place of an order among those of ``orderCount``; `nil` for the table itself and for a name that it does not have.
    public func order(named name: String?) -> Int? {
        guard let name else { return nil }
        return indexes.firstIndex { $0.name == name } ?? (name == expiryIndex?.name ? indexes.count : nil)
    }

    /// Returns the key of an item in an order, given by its place; `nil` for an item that is not in it.
    public func key(of stored: StoredItem, inOrder place: Int) -> OrderedKey? {
        place < indexes.count ? stored.orderedKey(in: indexes[place].key) : expiryKey(of: stored)
    }

    /// Returns the key of an item in the order of ``expiryIndex``.
    ///
    /// - Returns: The key; `nil` for an item that does not expire, as its attribute is absent or no number.
    public func expiryKey(of stored: StoredItem) -> OrderedKey? {
        guard let timeToLive, case .number(let time)? = stored.item[timeToLive] else { return nil }
        var key = OrderedKey()
        key.append(KeyValue.number(time))
        key.append(stored.sequence)
        return key
    }
}

extension OrderedKey {
    /// The bounds of the keys in the order of ``TableDefinition/expiryIndex`` whose times have ended.
    public static func bounds(of ended: ClosedRange<Int>) -> (lower: OrderedKey, upper: OrderedKey?) {
        var (lower, upper) = (OrderedKey(), OrderedKey())
        lower.append(KeyValue.number(JSONNumber(ended.lowerBound)))
        upper.append(KeyValue.number(JSONNumber(ended.upperBound)))
        return (lower, upper.afterPrefix)
    }
}
