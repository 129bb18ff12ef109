import Faults
import JSONSchema

/// Sets of faults that can stand together, drawn by a seed.
struct FaultSets {
    private let faults: [Fault]
    private var random: SeededRandom

    init(_ faults: [Fault], seed: UInt64) {
        self.faults = faults
        random = SeededRandom(seed: seed)
    }

    /// Returns sets of a size.
    mutating func draw(_ count: Int, of size: Int) -> [[Fault]] {
        (0..<count).map { _ in
            var rest = faults
            var set: [Fault] = []
            while set.count < size, !rest.isEmpty {
                let fault = rest.remove(at: random.number(in: 0...rest.count - 1))
                if set.allSatisfy({ $0.canStand(beside: fault) }) { set.append(fault) }
            }
            return set
        }
    }
}
