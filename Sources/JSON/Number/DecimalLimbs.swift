/// A natural number in base 10^9, just for finding whether one divides another.
struct DecimalLimbs {
    private static let base: UInt64 = 1_000_000_000
    private static let digitsPerLimb = 9

    /// Least significant first, without zeros at the end.
    private var limbs: [UInt64]

    /// Creates a number from digits, most significant first, and zeros behind them.
    init(digits: [UInt8], zeros: Int) {
        let length = digits.count + zeros
        limbs = []
        limbs.reserveCapacity(length / Self.digitsPerLimb + 1)
        var end = length
        while end > 0 {
            let start = max(0, end - Self.digitsPerLimb)
            var limb: UInt64 = 0
            for index in start..<end {
                limb = limb * 10 + (index < digits.count ? UInt64(digits[index]) : 0)
            }
            limbs.append(limb)
            end = start
        }
        dropLeadingZeros()
    }

    private mutating func dropLeadingZeros() {
        while limbs.last == 0 { limbs.removeLast() }
    }

    /// Whether a number that is not zero divides this one.
    ///
    /// - Complexity: O(*n* · *m*) in the numbers of limbs.
    func isDivisible(by divisor: DecimalLimbs) -> Bool {
        guard let highest = divisor.limbs.last else { return limbs.isEmpty }
        if divisor.limbs.count == 1 {
            return limbs.reversed().reduce(0) { ($0 * Self.base + $1) % highest } == 0
        }
        if limbs.count < divisor.limbs.count { return limbs.isEmpty }
        return remainderIsZero(dividingBy: divisor, highest: highest)
    }

    /// Long division (Knuth, The Art of Computer Programming 2, section 4.3.1, algorithm D) without the quotient.
    private func remainderIsZero(dividingBy divisor: DecimalLimbs, highest: UInt64) -> Bool {
        let base = Self.base
        // Scaling both makes the divisor's first limb large, so that guessed quotient limbs are at most 2 too high.
        let scale = base / (highest + 1)
        let divisor = divisor.scaled(by: scale)
        var rest = scaled(by: scale)
        rest.append(0)
        let count = divisor.count
        let first = divisor[count - 1]
        let second = divisor[count - 2]
        for position in (0...(rest.count - count - 1)).reversed() {
            let top = rest[position + count] * base + rest[position + count - 1]
            var guess = top / first
            var leftover = top % first
            while guess >= base || guess * second > leftover * base + rest[position + count - 2] {
                guess -= 1
                leftover += first
                if leftover >= base { break }
            }
            guard guess > 0 else { continue }
            var borrow: UInt64 = 0
            for index in 0..<count {
                let product = guess * divisor[index] + borrow
                borrow = product / base
                let part = product % base
                if rest[position + index] < part {
                    rest[position + index] += base - part
                    borrow += 1
                } else {
                    rest[position + index] -= part
                }
            }
            if rest[position + count] < borrow {
                // The guess was one too high: add the divisor back; its carry cancels the missing limb.
                var carry: UInt64 = 0
                for index in 0..<count {
                    let sum = rest[position + index] + divisor[index] + carry
                    carry = sum >= base ? 1 : 0
                    rest[position + index] = sum >= base ? sum - base : sum
                }
            }
            rest[position + count] = 0
        }
        return rest.allSatisfy { $0 == 0 }
    }

    /// The limbs of the product with a factor below the base; one more only where it is needed.
    private func scaled(by factor: UInt64) -> [UInt64] {
        var result = limbs
        var carry: UInt64 = 0
        for index in result.indices {
            let product = result[index] * factor + carry
            result[index] = product % Self.base
            carry = product / Self.base
        }
        if carry > 0 { result.append(carry) }
        return result
    }
}
