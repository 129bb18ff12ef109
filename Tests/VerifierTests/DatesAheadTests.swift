import Testing

@testable import Verifier

@Suite("The dates of records ahead of the clock")
struct DatesAheadTests {
    private let start = ContinuousClock.now

    @Test("are further ahead the more is written at once, up to a limit, until the clock is there")
    func ahead() {
        let ahead = DatesAhead(at: start)
        #expect(ahead.remaining(at: start) == .zero)
        for _ in 0..<5 { ahead.noteWrite(at: start) }
        #expect(ahead.remaining(at: start) == .milliseconds(10))
        #expect(ahead.remaining(at: start + .milliseconds(4)) == .milliseconds(6))
        #expect(ahead.remaining(at: start + .milliseconds(50)) == .zero)
        for _ in 0..<500 { ahead.noteWrite(at: start + .milliseconds(50)) }
        #expect(ahead.remaining(at: start + .milliseconds(50)) == .milliseconds(200))
        ahead.noteWrite(at: start + .milliseconds(150))
        #expect(ahead.remaining(at: start + .milliseconds(150)) == .milliseconds(102))
    }

    @Test("are not where writes are slower than the clock")
    func slow() {
        let ahead = DatesAhead(at: start)
        for place in 0..<100 { ahead.noteWrite(at: start + .milliseconds(place * 3)) }
        #expect(ahead.remaining(at: start + .milliseconds(300)) == .zero)
    }
}
