import JSON
import Tables

/// Whether all items that an item of one table refers to may have expired, so that the reference is not broken.
struct ExpiryOfReferences {
    /// How long the referenced items stay, in milliseconds; `nil` where they do not expire, or say themselves how long.
    private let retention: Int?
    /// Whether the referenced items expire.
    private let canExpire: Bool
    /// The attributes of the referring items that are times.
    private let times: [(name: String, unit: TimeUnit)]
    /// The time by which items expire, in milliseconds since 1970-01-01T00:00Z.
    private let now: Int

    /// Prepares for the items of a table.
    ///
    /// - Parameters:
    ///   - check: The state and its contract.
    ///   - table: The table of the referring items.
    ///   - other: The table of the referenced items.
    init(_ check: FixtureCheck, from table: String, to other: String) {
        let contract = check.contract
        let referenced = contract.table(named: other)
        canExpire = referenced?.definition.timeToLive != nil
        retention = referenced?.retention.map { $0.seconds * 1_000 }
        let members = contract.table(named: table).map { contract.recordMembers(of: $0) } ?? []
        times = members.compactMap { member in member.time.map { (member.name, $0) } }
        // What is examined by the system's time may be of a clock that was set ahead.
        now = check.now.map { max($0, check.latestTime) } ?? check.fixture.clock
    }

    /// Whether items that were as old as an item itself would have expired.
    ///
    /// - Complexity: O(*n*) in the number of times of the item.
    func mayHaveExpired(since item: JSONObject) -> Bool {
        guard canExpire else { return false }
        guard let retention,
            let first = times.compactMap({ time in item[time.name].flatMap(time.unit.milliseconds(of:)) })
                .min()
        else { return true }
        return first + retention <= now
    }
}

extension FixtureCheck {
    /// The latest time in any item, in milliseconds since 1970-01-01T00:00Z; 0 where there is none.
    ///
    /// - Complexity: O(*n*) in the number of items.
    fileprivate var latestTime: Int {
        var latest = 0
        for table in fixture.tables {
            let members = contract.table(named: table.name).map { contract.recordMembers(of: $0) } ?? []
            for case (let name, let unit?) in members.map({ ($0.name, $0.time) }) {
                for item in table.items {
                    latest = max(latest, item[name].flatMap(unit.milliseconds(of:)) ?? 0)
                }
            }
        }
        return latest
    }
}
