import Contracts
import JSON
import Testing

@Suite("A time")
struct TimeUnitTests {
    private static let start = 1_767_225_600_000

    @Test(
        "in RFC 3339 is read with a fraction and without, in UTC and with an offset",
        arguments: [
            ("2026-01-01T00:00:00Z", 0), ("2026-01-01T00:00:00.000Z", 0), ("2026-01-01T02:00:00+02:00", 0),
            ("2025-12-31T19:30:00-04:30", 0), ("2026-01-01T00:00:00.5+02:00", -7_199_500),
            ("2026-01-01T00:00:00.123456Z", 123), ("2026-01-01T00:00:01.001Z", 1_001),
            ("2026-01-01t00:00:00z", 0), ("2026-01-01T00:00:00", nil), ("2026-01-01", nil), ("soon", nil),
            ("", nil),
        ] as [(String, Int?)]
    )
    func reading(_ text: String, offset: Int?) {
        let time = TimeUnit.rfc3339.milliseconds(of: .string(text))
        #expect(time == offset.map { Self.start + $0 })
    }

    @Test("keeps every millisecond when it is written and read", arguments: TimeUnit.allCases)
    func roundTrip(unit: TimeUnit) {
        for offset in stride(from: 0, to: 1_000, by: unit.step) {
            for time in [Self.start + offset, offset, -offset, 4_102_444_799_000 + offset] {
                #expect(
                    unit.milliseconds(of: unit.value(time)) == (unit == .seconds ? time - time % 1_000 : time)
                )
            }
        }
        #expect(TimeUnit.text(Self.start + 7) == "2026-01-01T00:00:00.007Z")
    }
}
