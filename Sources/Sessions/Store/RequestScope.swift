public import JSONSchema
import Synchronization
public import Tables

/// What belongs to one request while it is being answered: what it costs, and how old the indexes are that it sees.
///
/// A request's work runs in one task, which carries its scope along; so actions need not know of costs and faults.
public final class RequestScope: Sendable {
    /// The scope of the request that is being answered, if it has one.
    @TaskLocal public static var current: RequestScope?

    /// By how many nanoseconds the indexes lag behind their tables.
    let indexLag: UInt64
    private let counted = Mutex(CapacityUsage())
    private let written = Mutex<[ItemChange]>([])
    private let start: (@Sendable () -> SeededRandom)?
    private let random = Mutex<SeededRandom?>(nil)

    /// Makes a scope.
    ///
    /// - Parameters:
    ///   - indexLag: By how many milliseconds indexes lag behind their tables.
    ///   - random: Gives what the request's ids follow from, once it makes one; `nil` where they follow from nothing.
    public init(
        indexLag: Int = 0,
        random: (@Sendable () -> SeededRandom)? = nil
    ) {
        self.indexLag = UInt64(clamping: indexLag) &* 1_000_000
        start = random
    }

    /// The next of the numbers that the request's ids follow from; `nil` where ids are to be random.
    public func draw() -> UInt64? {
        guard let start else { return nil }
        return random.withLock { random in
            var drawn = random ?? start()
            defer { random = drawn }
            return drawn.next()
        }
    }

    /// What was counted so far.
    public var usage: CapacityUsage { counted.withLock { $0 } }

    /// What the request has changed so far.
    var changes: [ItemChange] { written.withLock { $0 } }

    /// Notes what one transaction has changed, and counts what that costs.
    func note(_ changes: [ItemChange], of definitions: [TableDefinition]) {
        count { $0.countWrites(changes, of: definitions) }
        written.withLock { $0 += changes.filter(\.isChange) }
    }

    /// Counts something.
    func count(_ body: (inout CapacityUsage) -> Void) {
        counted.withLock { body(&$0) }
    }
}
