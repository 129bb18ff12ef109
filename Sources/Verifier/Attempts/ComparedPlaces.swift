import JSON

/// The values that an attempt has compared, so that of a wrong one it is known after which request it was last right.
///
/// A write before that request is not to blame. What stays wrong by the same amount is not wrong anew.
struct ComparedPlaces: Sendable {
    /// A record as a read shows it.
    struct Record: Sendable, Hashable {
        /// The action of the read.
        let action: String
        /// The record's id, or the request that reads it.
        let record: ExactString
    }

    /// A value beside the one that is expected in its place.
    struct Comparand {
        /// The place in the record.
        let member: JSONPointer
        /// The expected value; `nil` where it is not known.
        let expected: JSONValue?
        /// The value that is there; `nil` for none.
        let seen: JSONValue?
    }

    /// How a value differs from the expected one.
    private enum Difference: Sendable, Hashable {
        /// A number is off by so much.
        case amount(Double)
        /// Another value is there, or none.
        case values(JSONValue?, JSONValue?)

        init(_ value: Comparand) {
            if let wanted = value.expected?.numberValue?.doubleValue,
                let found = value.seen?.numberValue?.doubleValue
            {
                self = .amount(found - wanted)
            } else {
                self = .values(value.expected, value.seen)
            }
        }
    }

    private struct Comparison {
        let exchange: Int
        let since: Int?
        /// `nil` for a right value.
        let difference: Difference?
    }

    private struct Comparisons {
        /// The last exchange in which all members were compared: those that are not in `members` were right.
        var exchange: Int?
        var members: [JSONPointer: Comparison] = [:]

        /// Returns the comparison of a wrong value.
        func of(_ value: Comparand, at exchange: Int) -> Comparison {
            let difference = Difference(value)
            let last = members[value.member]
            let since = difference == last?.difference ? last?.since : last?.exchange ?? self.exchange
            return Comparison(exchange: exchange, since: since, difference: difference)
        }
    }

    private var records: [Record: Comparisons] = [:]

    /// Records the comparison of one value.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - value: The place with the expected value and the one that is there.
    ///   - exchange: The number of the exchange.
    /// - Returns: The number of the exchange after which the value has become wrong in this way; `nil` for a right value, and
    ///   for one that was not compared before.
    mutating func note(_ record: Record, _ value: Comparand, at exchange: Int) -> Int? {
        guard value.expected != value.seen else {
            records[record, default: Comparisons()].members[value.member] = Comparison(
                exchange: exchange,
                since: nil,
                difference: nil
            )
            return nil
        }
        let comparison = records[record, default: Comparisons()].of(value, at: exchange)
        records[record, default: Comparisons()].members[value.member] = comparison
        return comparison.since
    }

    /// Records the comparison of all members of a record.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - wrong: The values that are wrong.
    ///   - exchange: The number of the exchange.
    /// - Returns: For each wrong value the same as ``note(_:_:at:)``.
    mutating func noteAll(_ record: Record, wrong: [Comparand], at exchange: Int) -> [Int?] {
        let known = records[record, default: Comparisons()]
        var next = Comparisons(exchange: exchange)
        var since: [Int?] = []
        for value in wrong {
            let comparison = known.of(value, at: exchange)
            next.members[value.member] = comparison
            since.append(comparison.since)
        }
        records[record] = next
        return since
    }
}
