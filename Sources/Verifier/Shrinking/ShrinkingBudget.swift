import Synchronization

/// How many requests a run may still spend on making failing cases smaller.
///
/// An endpoint that is wrong everywhere would otherwise be asked ten times as much as there are cases.
final class ShrinkingBudget: Sendable {
    private static let perRun = 5000
    /// How many requests one case may take.
    static let perCase = 1500

    private let left = Mutex(perRun)

    /// Whether there is something left.
    var isLeft: Bool { left.withLock { $0 > 0 } }

    /// Takes requests that were made.
    func take(_ requests: Int) {
        left.withLock { $0 -= requests }
    }
}
