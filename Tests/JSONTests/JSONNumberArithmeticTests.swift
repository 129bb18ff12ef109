import JSON
import Testing

@Suite("Arithmetic on JSON numbers")
struct JSONNumberArithmeticTests {
    @Test(
        "is exact",
        arguments: [
            ("1", "2", "3"), ("0.1", "0.2", "0.3"), ("0.5", "0.5", "1"), ("-1", "1", "0"),
            ("1.50", "-1.5", "0"),
            ("9223372036854775807", "1", "9223372036854775808"),
            ("-9223372036854775808", "-1", "-9223372036854775809"),
            ("99999999999999999999999999999999999999", "1", "1e38"), ("1e20", "-1", "99999999999999999999"),
            ("1e400", "1e400", "2e400"), ("1e400", "-1e400", "0"),
            ("1e50", "1e-50", "1" + zeros(49) + "0." + zeros(49) + "1"),
            ("999999999999999999.9", "0.1", "1e18"), ("1e999999999", "0", "1e999999999"), ("0e5", "-0", "0"),
            ("5e999999999", "5e999999999", "10e999999999"), ("1e-999999999", "1e-999999999", "2e-999999999"),
            ("0.001e-999999999", "0.0005e-999999999", "0.0015e-999999999"),
            ("123456789.987654321", "-0.000000000000000000001", "123456789.987654320999999999999"),
            ("-2", "0.75", "-1.25"),
            ("0.000000000000000001", "9223372036854775807", "9223372036854775807.000000000000000001"),
        ]
    )
    func sums(left: String, right: String, sum: String) throws {
        let left = try #require(JSONNumber(left))
        let right = try #require(JSONNumber(right))
        let sum = try #require(JSONNumber(sum))
        #expect(left + right == sum)
        #expect(right + left == sum)
        #expect(sum - right == left)
        #expect(sum - left == right)
        let computed = left + right
        #expect(JSONNumber(computed.text) == computed, "its text is a number again")
        var changed = left
        changed += right
        changed -= left
        #expect(changed == right)
    }

    private static func zeros(_ count: Int) -> String {
        String(repeating: "0", count: count)
    }

    @Test(
        "writes what it computed plainly",
        arguments: [
            ("0.1", "0.2", "0.3"), ("1.50", "2.50", "4"), ("19.99", "0.01", "20"), ("1e3", "0.5", "1000.5"),
            ("1e15", "1", "1000000000000001"),
            ("-0.25", "0.125", "-0.125"), ("1e20", "0.1", "100000000000000000000.1"),
            ("1e400", "1e400", "2e400"), ("5e-400", "5e-400", "1e-399"),
        ]
    )
    func text(left: String, right: String, sum: String) throws {
        let left = try #require(JSONNumber(left))
        let right = try #require(JSONNumber(right))
        #expect((left + right).text == sum)
    }

    @Test("never writes out what lies between terms that are hopelessly far apart")
    func hugeGap() throws {
        let huge = try #require(JSONNumber("1e999999999"))
        let tiny = try #require(JSONNumber("-1e-999999999"))
        #expect(huge + tiny == huge)
        #expect(tiny - huge == JSONNumber("-1e999999999"))
        #expect(huge + 1 == huge)
        // Within the documented gap every digit is there.
        let large = try #require(JSONNumber("1e90000"))
        #expect(large + 1 > large)
        #expect((large + 1) - large == 1)
    }

    @Test(
        "finds multiples exactly",
        arguments: [
            ("4", "2", true), ("5", "2", false), ("0", "7", true), ("-0.0", "0.3", true), ("-9", "3", true),
            ("9", "-3", true),
            ("0.3", "0.1", true), ("0.35", "0.1", false), ("19.99", "0.01", true),
            ("1.0000000000000001", "0.01", false),
            ("0.0075", "0.0001", true), ("4.5", "1.5", true), ("0", "0", true), ("1", "0", false),
            ("0", "0.0", true), ("1e9", "0e1", false),
            ("1e308", "0.123456789", false), ("1e308", "0.5", true), ("12391239123", "1e-8", true),
            ("1e400", "7", false),
            ("7e400", "7", true), ("1e400", "1024", true), ("1e999999999", "3", false),
            ("3e999999999", "3", true),
            ("1e999999999", "4096e-999999999", true), ("1e-999999999", "1", false),
            ("1e999999999", "1e999999998", true),
            ("1e999999998", "1e999999999", false), ("1e999999999", "2e999999999", false),
            ("1", "1e-999999999", true),
            ("340282366920938463463374607431768211456", "18446744073709551616", true),
            ("340282366920938463463374607431768211457", "18446744073709551616", false),
            ("1e38", "340282366920938463463374607431768211456", false),
            ("1e200", "340282366920938463463374607431768211456", true),
            ("1e127", "340282366920938463463374607431768211456", false),
            ("1e128", "340282366920938463463374607431768211456", true),
            ("-9223372036854775808", "-1", true), ("9223372036854775808", "9223372036854775807", false),
        ]
    )
    func multiples(number: String, divisor: String, expected: Bool) throws {
        let number = try #require(JSONNumber(number))
        let divisor = try #require(JSONNumber(divisor))
        #expect(number.isMultiple(of: divisor) == expected)
    }

    @Test("agrees with integer arithmetic whatever form the numbers are written in", arguments: 0..<8)
    func agreesWithIntegers(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<400 {
            let bits = Int.random(in: 1...40, using: &generator)
            let left = Int.random(in: -(1 << bits)...(1 << bits), using: &generator)
            let right = Int.random(in: -(1 << 12)...(1 << 12), using: &generator)
            for (leftText, rightText) in zip(Self.forms(left), Self.forms(right).reversed()) {
                let first = try #require(JSONNumber(leftText))
                let second = try #require(JSONNumber(rightText))
                #expect(first + second == JSONNumber(left + right), "\(leftText) + \(rightText)")
                #expect(first - second == JSONNumber(left - right), "\(leftText) - \(rightText)")
                #expect((first < second) == (left < right), "\(leftText) < \(rightText)")
                #expect(
                    first.isMultiple(of: second) == left.isMultiple(of: right),
                    "\(leftText) of \(rightText)"
                )
                let product = JSONNumber(left * right)
                #expect(product.isMultiple(of: second) == (right != 0 || left * right == 0))
            }
        }
    }

    /// Several texts of one integer: small and large ones, with exponent and fraction.
    private static func forms(_ value: Int) -> [String] {
        // Zero has no zeros behind it.
        if value == 0 { return ["0", "-0", "0.0", "0e-25", "-0.\(zeros(30))", "0e999999999"] }
        return [
            "\(value)", "\(value).0", "\(value)e0", "\(value)\(zeros(25))e-25", "\(value).\(zeros(30))",
            "\(value)000e-3",
        ]
    }

    @Test("divides numbers of hundreds of digits right", arguments: 0..<20)
    func longDivision(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<20 {
            let divisor = Self.digits(Int.random(in: 1...120, using: &generator), &generator)
            let factor = Self.digits(Int.random(in: 1...120, using: &generator), &generator)
            let product = try #require(JSONNumber(Self.product(divisor, factor)))
            let divisorNumber = try #require(JSONNumber(Self.text(divisor)))
            #expect(product.isMultiple(of: divisorNumber))
            let one: JSONNumber = 1
            if divisorNumber > one {
                #expect(!(product + one).isMultiple(of: divisorNumber))
                #expect(!(product - one).isMultiple(of: divisorNumber))
                #expect((product + divisorNumber).isMultiple(of: divisorNumber))
                #expect(!(product + divisorNumber - one).isMultiple(of: divisorNumber))
            }
        }
    }

    /// Random digits, often 0 or 9, which is where long division goes wrong.
    private static func digits(_ count: Int, _ generator: inout SeededGenerator) -> [Int] {
        let first = Int.random(in: 1...9, using: &generator)
        let style = Int.random(in: 0...2, using: &generator)
        return [first]
            + (1..<max(count, 1)).map { _ in
                let random = Int.random(in: 0...9, using: &generator)
                return style == 0 ? random : Bool.random(using: &generator) ? 0 : style == 1 ? 9 : random
            }
    }

    private static func text(_ digits: [Int]) -> String {
        digits.map(String.init).joined()
    }

    private static func product(_ left: [Int], _ right: [Int]) -> String {
        var result = Array(repeating: 0, count: left.count + right.count)
        for (i, a) in left.reversed().enumerated() {
            for (j, b) in right.reversed().enumerated() {
                result[i + j] += a * b
            }
        }
        for index in 0..<(result.count - 1) {
            result[index + 1] += result[index] / 10
            result[index] %= 10
        }
        while result.count > 1, result.last == 0 { result.removeLast() }
        return text(result.reversed())
    }
}
