import Contracts
import Tables

/// Capacity that refills with time, as a provisioned table's does: up to five minutes of it can be saved.
///
/// Reads and writes have a capacity each, and one does not wait for the other.
///
/// Source: AWS, "DynamoDB burst and adaptive capacity".
struct CapacityBucket: Sendable {
    private static let savedSeconds = 300.0

    /// What comes in a second; `nil` before there was a limit.
    private var capacity: CapacityUsage.Units?
    private var saved = CapacityUsage.Units()
    private var last: UInt64 = 0

    /// Whether there is capacity for a request.
    ///
    /// - Parameters:
    ///   - capacity: What comes in a second. Where it is another one than before, all that can be saved is there.
    ///   - tables: The tables that the request touches.
    ///   - instant: The moment, in nanoseconds.
    /// - Returns: Whether something is left of what it needs.
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

    /// Takes what a request has cost, which may be more than there was.
    mutating func spend(_ units: CapacityUsage.Units) {
        saved.read -= units.read
        saved.write -= units.write
    }
}
