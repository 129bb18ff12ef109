import JSON
import Testing

@Suite("A JSON number")
struct JSONNumberTests {
    @Test(
        "keeps its text through reading and writing",
        arguments: [
            "0", "-0", "1", "1.0", "-1.0", "0.0", "-0.0", "0.50", "-0.5", "0.000000000000000001", "1e400",
            "1E+2", "1e-7",
            "12345678901234567890123456789012345678", "-12345678901234567890123456789012345678.000",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
            "999999999999999999", "9999999999999999999", "18446744073709551616", "1e999999999",
            "1e-999999999",
            "1.7976931348623157e308", "0.1234567890123456789", "123456789012345678.9",
            "1e0000000000000000000000000000005",
        ]
    )
    func text(text: String) throws {
        let number = try #require(JSONNumber(text))
        #expect(number.text == text)
        #expect(number.description == text)
        #expect(try JSONValue(parsing: "[\(text)]").compactText == "[\(text)]")
    }

    @Test(
        "is none where the grammar says so",
        arguments: [
            "", "-", "+1", "01", "-01", "00", "1.", ".5", "1e", "1e+", "1.e1", "0x1", "1 ", " 1", "1,", "--1",
            "1e1.5", "NaN",
            "Infinity", "１", "1e1000000000", "1e-1000000000", "0e1000000000", "1_000", "1\0",
        ]
    )
    func refused(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    /// Each row holds texts of one value; rows stand in ascending order.
    static let ascending: [[String]] = [
        ["-1e999999999"], ["-1e400", "-10e399"], ["-9223372036854775809", "-9223372036854775809.0"],
        ["-9223372036854775808", "-9.223372036854775808e18"], ["-100", "-1e2", "-100.00"],
        ["-1.5", "-15e-1", "-1.50"],
        ["-1", "-1.0", "-10e-1"], ["-0.5", "-5e-1"], ["-1e-999999999", "-0.1e-999999998"],
        ["0", "-0", "0.0", "-0.0", "0e5", "0e-999999999", "0.000", "-0E+7"], ["1e-999999999"], ["1e-400"],
        ["0.1", "0.10", "1e-1", "100e-3", "0.1000000000000000000000000"], ["0.1000000000000000000000001"],
        ["0.3", "3e-1"], ["1", "1.0", "1e0", "1E-0", "10e-1", "0.1e1", "1.000000000000000000000000000"],
        ["1.00000000000000000001"], ["9.99"], ["10", "1e1", "10.0"], ["99"], ["100", "1e2", "1.00e2"],
        ["9007199254740992"], ["9007199254740993", "9007199254740993.0"],
        ["999999999999999999", "999999999999999999e0"],
        ["1000000000000000000", "1e18", "1000000000000000000.0"], ["1000000000000000001"],
        ["9223372036854775807", "9223372036854775807.00", "9223372036854775807e0"], ["9223372036854775808"],
        ["99999999999999999999999999999999999999"], ["1e38", "100000000000000000000000000000000000000"],
        ["1e400"],
        ["1.1e400", "11e399"], ["1e999999999"],
    ]

    @Test("compares and hashes by value and never by text or through a Double")
    func comparison() throws {
        let numbers = try Self.ascending.map { try $0.map { try #require(JSONNumber($0)) } }
        for (leftRow, lefts) in numbers.enumerated() {
            for (rightRow, rights) in numbers.enumerated() {
                for left in lefts {
                    for right in rights {
                        #expect((left == right) == (leftRow == rightRow), "\(left) == \(right)")
                        #expect((left < right) == (leftRow < rightRow), "\(left) < \(right)")
                        if left == right { #expect(left.hashValue == right.hashValue, "\(left), \(right)") }
                    }
                }
            }
        }
    }

    @Test(
        "gives an Int only for whole numbers that fit",
        arguments: [
            ("3", 3), ("3.0", 3), ("30e-1", 3), ("-3.00", -3), ("-0", 0), ("0.0", 0), ("1e3", 1000),
            ("1e18", 1_000_000_000_000_000_000),
            ("1e19", nil), ("3.5", nil), ("1e-1", nil), ("9223372036854775807", .max),
            ("9223372036854775807.0", .max),
            ("9223372036854775808", nil), ("-9223372036854775808", .min), ("-9223372036854775808.0", .min),
            ("-9223372036854775809", nil), ("-9223372036854775809e0", nil), ("9999999999999999999", nil),
            ("1e999999999", nil),
            ("0e999999999", 0), ("9223372036854775807000e-3", .max),
        ] as [(String, Int?)]
    )
    func intValue(text: String, expected: Int?) throws {
        let number = try #require(JSONNumber(text))
        #expect(number.intValue == expected)
        if expected != nil { #expect(number.isInteger) }
    }

    @Test(
        "knows its sign and its places after the point",
        arguments: [
            ("0", false, 0), ("-0", false, 0), ("-0.0", false, 0), ("-1", true, 0), ("3.0", false, 0),
            ("0.50", false, 1),
            ("-0.123", true, 3), ("1e-7", false, 7), ("1.5e1", false, 0), ("1.25e1", false, 1),
            ("1e400", false, 0),
            ("-1e-400", true, 400), ("100e-2", false, 0), ("1e-999999999", false, 999_999_999),
            ("0.00000000000000000000000000", false, 0),
        ]
    )
    func shape(text: String, isNegative: Bool, places: Int) throws {
        let number = try #require(JSONNumber(text))
        #expect(number.isNegative == isNegative)
        #expect(number.decimalPlaces == places)
        #expect(number.isInteger == (places == 0))
    }

    @Test(
        "gives the nearest Double",
        arguments: [
            ("1", 1), ("0.1", 0.1), ("1e400", .infinity), ("-1e400", -.infinity), ("1e-400", 0),
            ("-12.5", -12.5),
            ("9007199254740993", 9_007_199_254_740_992), ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("0.30000000000000004", 0.30000000000000004), ("1e999999999", .infinity),
        ] as [(String, Double)]
    )
    func doubleValue(text: String, expected: Double) throws {
        #expect(try #require(JSONNumber(text)).doubleValue == expected)
    }

    @Test("is as small as a few bytes, and so is a value")
    func size() {
        #expect(MemoryLayout<JSONNumber>.size <= 16)
        #expect(MemoryLayout<JSONValue>.stride <= 24)
    }
}
