import Foundation
import JSONSchema

extension SeededRandom {
    /// Returns a number in 0..<1 with 53 random bits.
    mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Returns a log-normally distributed number with median 1.
    ///
    /// Source: Box and Muller, "A note on the generation of random normal deviates", 1958.
    mutating func logNormal(sigma: Double) -> Double {
        let radius = sqrt(-2 * log(1 - fraction()))
        return exp(sigma * radius * cos(2 * .pi * fraction()))
    }
}
