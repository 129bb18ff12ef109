import Contracts
import Tables

/// A token bucket of capacity units, like a provisioned table's: it saves up to five minutes of unused capacity.
///
/// Reads and writes have separate buckets.
///
/// Source: AWS, "DynamoDB burst and adaptive capacity".
struct CapacityBucket: Sendable {
    private static let savedSeconds = 300.0

    /// The refill rate per second; `nil` before a limit was set.
    private var capacity: CapacityUsage.Units?
    private var saved = CapacityUsage.Units()
    private var last: UInt64 = 0

    /// Returns whether there is capacity for a request.
    ///
    /// - Parameters:
    ///   - capacity: The refill rate per second; a changed rate refills the bucket.
    ///   - tables: The tables that the request uses.
    ///   - instant: The current time, in nanoseconds.
    /// - Returns: Whether the buckets that the request needs are not empty.
    mutating func hasCapacity(
        of capacity: CapacityUsage.Units,
        for tables: TableUse,
        at instant: UInt64
    ) -> Bool {
        let most = CapacityUsage.Units(
            read: Self.savedSeconds * capacity.read,
            write: Self.savedSeconds * capacity.write
        )
        if self.capacity == capacity {
            let seconds = Double(instant - min(last, instant)) / 1e9
            saved.read = min(saved.read + seconds * capacity.read, most.read)
            saved.write = min(saved.write + seconds * capacity.write, most.write)
        } else {
            saved = most
        }
        self.capacity = capacity
        last = instant
        return (saved.read > 0 || tables.reads.isEmpty) && (saved.write > 0 || tables.writes.isEmpty)
    }

    /// Subtracts the cost of a request, which may exceed the remaining capacity.
    mutating func spend(_ units: CapacityUsage.Units) {
        saved.read -= units.read
        saved.write -= units.write
    }
}
