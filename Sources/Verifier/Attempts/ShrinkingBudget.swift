import Synchronization

/// The number of requests that a run may still send to shrink failing cases.
///
/// An endpoint that is wrong everywhere would otherwise get ten times as many requests as there are cases.
final class ShrinkingBudget: Sendable {
    private static let perRun = 5000
    /// The maximum number of requests for one case.
    static let perCase = 1500

    /// The maximum number of failed cases that a run repeats alone, which others wait for.
    private static let aloneCasesPerRun = 100

    private let left = Mutex(perRun)
    private let aloneCasesLeft = Mutex(aloneCasesPerRun)
    private let unseenAlone = Mutex(false)

    /// Whether a failure of the run was not seen again when its case was repeated alone.
    var hasUnseenAlone: Bool { unseenAlone.withLock(\.self) }

    /// Notes that a failure was not seen again when its case was repeated alone.
    func noteUnseenAlone() { unseenAlone.withLock { $0 = true } }

    /// Whether the budget is not used up.
    var isLeft: Bool { left.withLock { $0 > 0 } }

    /// Returns whether one more failed case may be repeated alone, and counts it.
    func takeAloneCase() -> Bool {
        aloneCasesLeft.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }

    /// Subtracts requests that were sent.
    func take(_ requests: Int) {
        left.withLock { $0 -= requests }
    }
}
