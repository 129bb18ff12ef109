import Sessions
import Testing

@Suite("A session's clock")
struct ClockTests {
    @Test("runs at the system's rate, faster, not at all, or in steps per request")
    func motion() throws {
        let time = TestTime()
        let clock = SessionClock(startingAt: 1_000_000, elapsed: time.elapsed)
        time.advance(milliseconds: 250)
        #expect(clock.now() == 1_000_250)
        try clock.change(motion: .running(rate: 60))
        time.advance(milliseconds: 1_000)
        #expect(clock.now() == 1_060_250)
        try clock.change(motion: .frozen)
        time.advance(milliseconds: 5_000)
        clock.beginRequest()
        #expect(clock.now() == 1_060_250)
        try clock.change(motion: .stepping(milliseconds: 10))
        time.advance(milliseconds: 5_000)
        clock.beginRequest()
        #expect(clock.now() == 1_060_260)
    }

    @Test("can be set and advanced, but moved back only on request")
    func set() throws {
        let clock = SessionClock(startingAt: 1_000_000, motion: .frozen)
        try clock.change(by: 63_072_000_000)
        #expect(clock.now() == 63_073_000_000)
        let error = #expect(throws: SessionClockError.self) { try clock.change(to: 5) }
        #expect(error == .backwards(from: 63_073_000_000, to: 5))
        #expect(throws: SessionClockError.self) { try clock.change(by: -1) }
        #expect(throws: SessionClockError.outOfRange(.max)) { try clock.change(to: .max) }
        #expect(throws: SessionClockError.self) { try clock.change(by: .max) }
        #expect(clock.now() == 63_073_000_000)
        try clock.change(to: 5, allowsBackwards: true)
        #expect(clock.now() == 5)
    }

    @Test("never goes back by itself, not even when it is slowed down or has a negative rate")
    func monotonic() throws {
        let time = TestTime()
        let clock = SessionClock(startingAt: 1_000_000, elapsed: time.elapsed)
        time.advance(milliseconds: 100)
        let before = clock.now()
        try clock.change(motion: .running(rate: -5))
        time.advance(milliseconds: 100)
        #expect(clock.now() == before)
        try clock.change(motion: .running(rate: 1e300))
        time.advance(milliseconds: 100)
        #expect(clock.now() == SessionClock.latest)
    }

    @Test("applies each of many concurrent changes once, and does not jump")
    func concurrent() async throws {
        let frozen = SessionClock(startingAt: 1_000_000, motion: .frozen)
        let running = SessionClock(startingAt: 1_000_000)
        let start = ContinuousClock.now
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<2_000 {
                        try? frozen.change(by: 7)
                        try? running.change(motion: .running(rate: 1))
                    }
                }
            }
        }
        #expect(frozen.now() == 1_000_000 + 8 * 2_000 * 7)
        let (seconds, _) = (ContinuousClock.now - start).components
        #expect(running.now() <= 1_000_000 + Int(seconds + 1) * 1_000)
    }

    @Test("is unchanged by a change of which one part is invalid")
    func atomic() throws {
        let clock = SessionClock(startingAt: 1_000_000, motion: .frozen)
        #expect(throws: SessionClockError.outOfRange(.max)) {
            try clock.change(to: 2_000_000, by: .max, motion: .running(rate: 2))
        }
        #expect(clock.now() == 1_000_000)
        #expect(clock.motion == .frozen)
    }
}
