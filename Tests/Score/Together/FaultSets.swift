import Faults

/// Sets of faults that can stand together, drawn by a seed.
struct FaultSets {
    private let faults: [Fault]
    private var state: UInt64

    init(_ faults: [Fault], seed: UInt64) {
        self.faults = faults
        state = seed
    }

    /// Returns sets of a size.
    mutating func draw(_ count: Int, of size: Int) -> [[Fault]] {
        (0..<count).map { _ in
            var rest = faults
            var set: [Fault] = []
            while set.count < size, !rest.isEmpty {
                let fault = rest.remove(at: Int(next() % UInt64(rest.count)))
                if set.allSatisfy({ $0.canStand(beside: fault) }) { set.append(fault) }
            }
            return set
        }
    }

    /// The next number of the sequence splitmix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
