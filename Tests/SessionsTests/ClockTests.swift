import Sessions
import Testing

@Suite("A session's clock")
struct ClockTests {
    @Test("runs as the machine's does, faster, not at all, or a step a request")
    func motion() {
        let time = TestTime()
        let clock = SessionClock(startingAt: 1_000_000, elapsed: time.elapsed)
        time.advance(milliseconds: 250)
        #expect(clock.now() == 1_000_250)
        clock.move(.running(rate: 60))
        time.advance(milliseconds: 1_000)
        #expect(clock.now() == 1_060_250)
        clock.move(.frozen)
        time.advance(milliseconds: 5_000)
        clock.beginRequest()
        #expect(clock.now() == 1_060_250)
        clock.move(.stepping(milliseconds: 10))
        time.advance(milliseconds: 5_000)
        clock.beginRequest()
        #expect(clock.now() == 1_060_260)
    }

    @Test("is set and moved on, but back only when that is asked for")
    func set() throws {
        let clock = SessionClock(startingAt: 1_000_000, motion: .frozen)
        try clock.advance(by: 63_072_000_000)
        #expect(clock.now() == 63_073_000_000)
        let error = #expect(throws: SessionClockError.self) { try clock.set(5) }
        #expect(error == .backwards(from: 63_073_000_000, to: 5))
        #expect(throws: SessionClockError.self) { try clock.advance(by: -1) }
        #expect(throws: SessionClockError.outOfRange(.max)) { try clock.set(.max) }
        #expect(throws: SessionClockError.self) { try clock.advance(by: .max) }
        #expect(clock.now() == 63_073_000_000)
        try clock.set(5, allowsBackwards: true)
        #expect(clock.now() == 5)
    }

    @Test("never goes back by itself, not even when it is slowed down or runs backwards")
    func monotonic() {
        let time = TestTime()
        let clock = SessionClock(startingAt: 1_000_000, elapsed: time.elapsed)
        time.advance(milliseconds: 100)
        let before = clock.now()
        clock.move(.running(rate: -5))
        time.advance(milliseconds: 100)
        #expect(clock.now() == before)
        clock.move(.running(rate: 1e300))
        time.advance(milliseconds: 100)
        #expect(clock.now() == SessionClock.latest)
    }
}
