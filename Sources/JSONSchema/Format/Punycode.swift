/// The encoding of international labels in ASCII: RFC 3492, without the `xn--` prefix.
enum Punycode {
    private static let base = 36
    private static let minimumThreshold = 1
    private static let maximumThreshold = 26
    private static let initialBias = 72
    private static let initialValue = 128
    private static let hyphen = UInt8(ascii: "-")

    /// Decodes lower-case ASCII by RFC 3492, section 6.2; nil when it is not well-formed.
    static func decode(_ input: [UInt8]) -> [Unicode.Scalar]? {
        let delimiter = input.lastIndex(of: hyphen)
        var output = input[..<(delimiter ?? 0)].map { Unicode.Scalar($0) }
        var position = delimiter.map { $0 + 1 } ?? 0
        var value = initialValue
        var place = 0
        var bias = initialBias
        while position < input.count {
            let oldPlace = place
            var weight = 1
            var step = base
            while true {
                guard position < input.count, let digit = digitValue(input[position]) else { return nil }
                position += 1
                let (addend, overflow) = digit.multipliedReportingOverflow(by: weight)
                guard !overflow, addend <= Int(Int32.max) - place else { return nil }
                place += addend
                let threshold = threshold(step, bias)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight <= Int(Int32.max) else { return nil }
                step += base
            }
            let count = output.count + 1
            bias = adapt(place - oldPlace, count, isFirst: oldPlace == 0)
            value += place / count
            place %= count
            guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else { return nil }
            output.insert(scalar, at: place)
            place += 1
        }
        return output
    }

    /// Encodes a label by RFC 3492, section 6.3; nil when it is too long for any name.
    static func encode(_ input: [Unicode.Scalar]) -> [UInt8]? {
        guard input.count <= 255 else { return nil }
        var output = input.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        let basicCount = output.count
        var handled = basicCount
        if basicCount > 0 { output.append(hyphen) }
        var value = initialValue
        var delta = 0
        var bias = initialBias
        while handled < input.count {
            guard let next = input.lazy.map({ Int($0.value) }).filter({ $0 >= value }).min() else {
                return nil
            }
            delta += (next - value) * (handled + 1)
            value = next
            for scalar in input {
                if scalar.value < value { delta += 1 }
                guard scalar.value == value else { continue }
                appendNumber(delta, bias, to: &output)
                bias = adapt(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            value += 1
        }
        return output
    }

    private static func appendNumber(_ number: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = number
        var step = base
        while true {
            let threshold = threshold(step, bias)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            step += base
        }
        output.append(digit(rest))
    }

    private static func threshold(_ step: Int, _ bias: Int) -> Int {
        min(max(step - bias, minimumThreshold), maximumThreshold)
    }

    private static func adapt(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var step = 0
        while delta > (base - minimumThreshold) * maximumThreshold / 2 {
            delta /= base - minimumThreshold
            step += base
        }
        return step + (base - minimumThreshold + 1) * delta / (delta + 38)
    }

    private static func digitValue(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 0x61
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 0x30 + 26
        default: nil
        }
    }

    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26)
    }
}
