import Tables

/// Capacity that refills with time, as a provisioned table's does: up to five minutes of it can be saved.
///
/// Source: AWS, "DynamoDB burst and adaptive capacity".
struct CapacityBucket: Sendable {
    private static let savedSeconds = 300.0

    private var read = 0.0
    private var write = 0.0
    private var last: UInt64?

    /// Whether there is capacity at a moment, in nanoseconds.
    mutating func hasCapacity(read readUnits: Double, write writeUnits: Double, at instant: UInt64) -> Bool {
        let seconds = last.map { Double(instant &- $0) / 1e9 } ?? Self.savedSeconds
        last = instant
        read = min(read + seconds * readUnits, Self.savedSeconds * readUnits)
        write = min(write + seconds * writeUnits, Self.savedSeconds * writeUnits)
        return read > 0 && write > 0
    }

    /// Takes what a request has cost, which may be more than there was.
    mutating func spend(_ units: CapacityUsage.Units) {
        read -= units.read
        write -= units.write
    }
}
