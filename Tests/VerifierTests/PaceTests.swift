import Foundation
import Lambda
import Testing

@testable import Verifier
import VerifierEvents

@Suite("The pace of a run")
struct PaceTests {
    @Test("lets requests out evenly, however many ask at once", arguments: [1.0, 50, 2000])
    func even(rate: Double) {
        var schedule = RateLimiterSchedule(requestsPerSecond: rate)
        let turns = (0..<100).map { _ in schedule.turn(at: .seconds(5)) }
        let distances = zip(turns, turns.dropFirst()).map { $1 - $0 }
        #expect(turns[0] == .seconds(5))
        #expect(distances.allSatisfy { $0 == .seconds(1 / rate) })
    }

    @Test("makes up for no time in which nothing was sent")
    func noBurst() {
        var schedule = RateLimiterSchedule(requestsPerSecond: 8)
        _ = schedule.turn(at: .zero)
        #expect(schedule.turn(at: .seconds(60)) == .seconds(60))
        #expect(schedule.turn(at: .seconds(60)) == .milliseconds(60_125))
    }

    @Test("has no turns where nothing limits it")
    func free() {
        #expect(RateLimiterSchedule(requestsPerSecond: nil).isFree)
    }

    @Test("slows down once for requests that were refused together, and comes back after answers")
    func slowsDown() {
        var schedule = RateLimiterSchedule(requestsPerSecond: nil)
        func interval() -> Duration {
            var copy = schedule
            let turn = copy.turn(at: .seconds(100))
            return copy.turn(at: .seconds(100)) - turn
        }
        schedule.refused(requestSentAt: .seconds(1), now: .seconds(2))
        let first = interval()
        #expect(first > .zero)
        for _ in 0..<8 { schedule.refused(requestSentAt: .seconds(1), now: .seconds(3)) }
        #expect(interval() == first)
        schedule.refused(requestSentAt: .seconds(4), now: .seconds(5))
        #expect(interval() == first * 2)
        for _ in 0..<1000 { schedule.answered() }
        #expect(schedule.isFree)
    }

    @Test(
        "reads how long an answer asks to wait",
        arguments: [
            (429, "7", Duration.seconds(7)), (503, " 0 ", .zero), (429, nil, .zero), (503, nil, nil),
            (200, "5", nil),
            (429, "soon", .zero), (503, "soon", nil), (429, "Sun, 06 Nov 1994 08:49:40 GMT", .seconds(3)),
            (503, "Sunday, 06-Nov-94 08:49:40 GMT", .seconds(3)),
            (503, "Sun Nov  6 08:49:40 1994", .seconds(3)),
            (503, "Sun, 06 Nov 1994 08:49:30 GMT", .zero),
            (429, "99999999999999999999", .seconds(Int(Int32.max))),
        ] as [(Int, String?, Duration?)]
    )
    func retryAfter(status: Int, text: String?, expected: Duration?) {
        var response = LambdaResponse(status: status, headers: ["Date": "Sun, 06 Nov 1994 08:49:37 GMT"])
        if let text { response.headers["Retry-After"] = text }
        #expect(RetryPolicy.wait(askedBy: response) == expected)
    }

    @Test("takes the time from its own clock where an answer has no date")
    func ownClock() {
        let response = LambdaResponse(status: 503, headers: ["Retry-After": "Thu, 01 Jan 1970 00:01:05 GMT"])
        #expect(RetryPolicy.wait(askedBy: response, now: Date(timeIntervalSince1970: 60)) == .seconds(5))
    }

    @Test("is patient for half a minute and no longer, whatever is asked", arguments: [0, 1, 5, 3600])
    func bounded(asked: Int) {
        var policy = RetryPolicy()
        var waits: [Duration] = []
        while let wait = policy.next(asked: .seconds(asked)) { waits.append(wait) }
        #expect(waits.count <= 10)
        #expect(waits.allSatisfy { $0 > .zero && $0 <= .seconds(10) })
        #expect(waits.reduce(.zero, +) < .seconds(40))
    }
}
