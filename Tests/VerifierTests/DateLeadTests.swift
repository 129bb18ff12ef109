import Testing

@testable import Verifier

@Suite("The lead of the dates of records")
struct DateLeadTests {
    private let start = ContinuousClock.now

    @Test("grows with what is written at once, up to a limit, and is over when the clock has come that far")
    func lead() {
        let lead = DateLead(at: start)
        #expect(lead.remaining(at: start) == .zero)
        for _ in 0..<5 { lead.noteWrite(at: start) }
        #expect(lead.remaining(at: start) == .milliseconds(10))
        #expect(lead.remaining(at: start + .milliseconds(4)) == .milliseconds(6))
        #expect(lead.remaining(at: start + .milliseconds(50)) == .zero)
        for _ in 0..<500 { lead.noteWrite(at: start + .milliseconds(50)) }
        #expect(lead.remaining(at: start + .milliseconds(50)) == .milliseconds(200))
        lead.noteWrite(at: start + .milliseconds(150))
        #expect(lead.remaining(at: start + .milliseconds(150)) == .milliseconds(102))
    }

    @Test("stays small where writes are slower than the clock")
    func slow() {
        let lead = DateLead(at: start)
        for place in 0..<100 { lead.noteWrite(at: start + .milliseconds(place * 3)) }
        #expect(lead.remaining(at: start + .milliseconds(300)) == .zero)
    }
}
