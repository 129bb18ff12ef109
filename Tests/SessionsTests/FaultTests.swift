import FaultInjection
import Foundation
import JSON
import Lambda
import Sessions
import Testing

@Suite("A fault")
struct FaultTests {
    private func rule(_ text: String) throws -> FaultRule {
        try FaultRule(JSONValue(parsing: text))
    }

    @Test(
        "replaces the function's answer, so that nothing is stored",
        arguments: [
            (#"{"fault": "status"}"#, 500, "application/json", nil),
            (#"{"fault": "status", "status": 502}"#, 502, "text/plain", nil),
            (#"{"fault": "status", "status": 429, "retryAfter": 3}"#, 429, "application/json", "3"),
            (#"{"fault": "status", "status": 504, "error": "too late"}"#, 504, "application/json", nil),
        ] as [(String, Int, String, String?)]
    )
    func status(text: String, status: Int, type: String, retryAfter: String?) async throws {
        let pipeline = try SupportSessions.pipeline()
        let session = try pipeline.registry.session(SessionName("a"))
        let number = session.faults.add(try rule(text))
        let answer = try await pipeline.write("one", in: "a")
        #expect(answer.response.status == status)
        #expect(answer.response.headers["Content-Type"] == type)
        #expect(answer.response.headers["Retry-After"] == retryAfter)
        #expect(answer.response.headers["Access-Control-Allow-Origin"] == "*")
        session.faults.remove(number)
        #expect(try await pipeline.conversations(of: "a").isEmpty)
        #expect(try await pipeline.write("one", in: "b").response.status == 200)
    }

    static let schedules: [(String, [Int])] = [
        (#"{"fault": "status", "first": 2}"#, [1, 2]),
        (#"{"fault": "status", "every": 3}"#, [3, 6, 9]),
        (#"{"fault": "status", "after": 7}"#, [8, 9, 10]),
        (#"{"fault": "status", "after": 2, "every": 2, "first": 2}"#, [4, 6]),
        (#"{"fault": "status", "actions": "chat/s*"}"#, Array(1...10)),
        (#"{"fault": "status", "actions": ["admin/*", "chat/reply"]}"#, []),
        (#"{"fault": "status", "probability": 0}"#, []),
    ]

    @Test("is injected according to its schedule", arguments: schedules)
    func schedule(text: String, expected: [Int]) async throws {
        let pipeline = try SupportSessions.pipeline()
        try pipeline.registry.session(SessionName("a")).faults.add(try rule(text))
        var failed: [Int] = []
        for number in 1...10 where try await pipeline.write("one", in: "a").response.status == 500 {
            failed.append(number)
        }
        #expect(failed == expected)
    }

    @Test(
        "is not injected into a preflight, which is not counted, and applies to the action of a request with the fault header"
    )
    func preflight() async throws {
        let pipeline = try SupportSessions.pipeline()
        let session = try pipeline.registry.session(SessionName("a"))
        session.faults.add(try rule(#"{"fault": "status", "first": 1}"#))
        session.faults.add(try rule(#"{"fault": "no-cors"}"#))
        for _ in 0..<3 {
            let preflight = try await pipeline.send(LambdaRequest(method: "OPTIONS", path: "/s/a/"))
            #expect(preflight.response.status == 204)
            #expect(preflight.response.headers["Access-Control-Allow-Origin"] == "*")
            let allowed = preflight.response.headers["Access-Control-Allow-Headers"] ?? ""
            #expect(allowed.contains("Content-Type, Authorization"))
            #expect(allowed.hasSuffix(", X-Understudy-Session, X-Understudy-Fault"))
        }
        #expect(session.faults.rules.map(\.requests) == [0, 0])
        #expect(try await pipeline.write("one", in: "a").response.status == 500)
        #expect(try await pipeline.write("one", in: "b", fault: "status=503").action == "chat/send")
    }

    @Test(
        "with a probability selects the same requests for the same seed, about as often as the probability says"
    )
    func probability() async throws {
        func run(seed: UInt64) async throws -> [Bool] {
            let pipeline = try SupportSessions.pipeline(SessionOptions(seed: seed))
            try pipeline.registry.session(SessionName("a")).faults.add(
                try rule(#"{"fault": "status", "probability": 0.25}"#)
            )
            var answers: [Bool] = []
            for _ in 0..<400 {
                answers.append(try await pipeline.write("one", in: "a").response.status == 500)
            }
            return answers
        }
        let first = try await run(seed: 1)
        #expect(try await run(seed: 1) == first)
        #expect(try await run(seed: 2) != first)
        #expect((60...140).contains(first.count { $0 }))
    }

    @Test("can be injected by a request's own header")
    func header() async throws {
        let pipeline = try SupportSessions.pipeline()
        let answer = try await pipeline.write("one", in: "a", fault: "content-type=text/html, no-cors")
        #expect(answer.response.status == 200)
        #expect(answer.response.headers["Content-Type"] == "text/html")
        #expect(answer.response.headers["Access-Control-Allow-Origin"] == nil)
        #expect(try await pipeline.write("one", in: "a", fault: "status=503").response.status == 503)
        #expect(try await pipeline.write("one", in: "a", fault: "truncate=0.25").faults.bodyShare == 0.25)
        #expect(try await pipeline.write("one", in: "a", fault: "reset").faults.isReset)
        #expect(try await pipeline.conversations(of: "a").count == 2)
        await #expect(throws: FaultRuleError.self) {
            try await pipeline.write("one", in: "a", fault: "flood")
        }
    }

    @Test("lets indexes lag behind their tables, but not reads by key")
    func stale() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        time.advance(milliseconds: 10_000)
        try await pipeline.write("one", in: "a")
        time.advance(milliseconds: 600)
        try await pipeline.write("two", in: "a")
        #expect(try await pipeline.conversations(of: "a", fault: "stale=500").count == 1)
        #expect(try await pipeline.conversations(of: "a", fault: "stale=700").isEmpty)
        #expect(try await pipeline.conversations(of: "a").count == 2)
        time.advance(milliseconds: 501)
        #expect(try await pipeline.conversations(of: "a", fault: "stale=500").count == 2)
    }

    @Test("throttles requests above the capacity, until the bucket has refilled")
    func throttle() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        try pipeline.registry.session(SessionName("a")).faults.add(
            try rule(#"{"fault": "throttle", "writeUnits": 0.1}"#)
        )
        var statuses: [Int] = []
        // Thirty units are saved; a first message costs two items and their indexes, in a transaction.
        for _ in 0..<10 { statuses.append(try await pipeline.write("one", in: "a").response.status) }
        #expect(statuses.first == 200)
        #expect(statuses.last == 429)
        time.advance(milliseconds: 3_000_000)
        #expect(try await pipeline.write("one", in: "a").response.status == 200)
    }

    @Test("throttles reads and writes independently")
    func throttleApart() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        let writing = try pipeline.registry.session(SessionName("writing"))
        writing.faults.add(try rule(#"{"fault": "throttle", "writeUnits": 0.01}"#))
        for _ in 0..<3 { try await pipeline.write("one", in: "writing") }
        #expect(try await pipeline.write("one", in: "writing").response.status == 429)
        #expect(
            try await pipeline.get("action=chat/conversations&user_id=ana", of: "writing").response.status
                == 200
        )
        let reading = try pipeline.registry.session(SessionName("reading"))
        reading.faults.add(try rule(#"{"fault": "throttle", "readUnits": 0.001}"#))
        _ = try await pipeline.get("action=chat/conversations&user_id=ana", of: "reading")
        #expect(
            try await pipeline.get("action=chat/conversations&user_id=ana", of: "reading").response.status
                == 429
        )
        let link: JSONObject = [
            "action": "affiliate/submit-lead", "link_id": "none",
            "lead_data": ["name": "n", "email": "e@example.com"],
        ]
        #expect(
            try await pipeline.post(link, to: "reading").response.status == 429,
            "it looks for the link first"
        )
    }

    @Test("throttles by the capacity used since the rule was added")
    func throttleDebt() async throws {
        let pipeline = try SupportSessions.pipeline(elapsed: TestTime().elapsed)
        for _ in 0..<100 { _ = try await pipeline.get("action=admin/leads", of: "a") }
        try pipeline.registry.session(SessionName("a")).faults.add(
            try rule(#"{"fault": "throttle", "readUnits": 0.1}"#)
        )
        #expect(try await pipeline.get("action=admin/leads", of: "a").response.status == 200)
    }

    @Test("lets indexes lag longer than the server has run")
    func staleFromTheStart() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        time.advance(milliseconds: 100)
        try await pipeline.write("one", in: "a")
        #expect(try await pipeline.conversations(of: "a", fault: "stale=30000").isEmpty)
    }

    @Test("delays the answer by a fixed or a random time")
    func latency() async throws {
        let pipeline = try SupportSessions.pipeline()
        #expect(try await pipeline.write("one", in: "a", fault: "latency=20").faults.delay == 20)
        let session = try pipeline.registry.session(SessionName("a"))
        session.faults.add(
            try rule(#"{"fault": "latency", "milliseconds": {"minimum": 1, "maximum": 9}}"#)
        )
        var delays: Set<Int> = []
        for _ in 0..<20 { delays.insert(try await pipeline.conversationsDelay(of: "a")) }
        #expect(delays.isSubset(of: Set(1...9)))
        #expect(delays.count > 2)
    }

    static let broken: [(String, String)] = [
        (#"[]"#, "the fault is a JSON array; write an object such as {\"fault\": \"reset\"}"),
        (#"{"fault": "flood"}"#, "/fault: there is no fault 'flood'; use one of latency, status, reset"),
        (#"{"fault": "status", "status": 99}"#, "/status: must be a whole number from 200 to 599"),
        (#"{"fault": "reset", "probability": 2}"#, "/probability: must be a number from 0.0 to 1.0"),
        (#"{"fault": "reset", "evry": 2}"#, "/evry: is not a known member; known are"),
        (
            #"{"fault": "latency", "milliseconds": {"median": "x"}}"#,
            "/milliseconds/median: must be a whole number"
        ),
        (#"{"fault": "status", "actions": [1]}"#, "/actions: must be a list of strings"),
    ]

    @Test("that is invalid says where and what to write instead", arguments: broken)
    func refuses(text: String, message: String) throws {
        let error = #expect(throws: FaultRuleError.self) { try rule(text) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test(
        "round-trips through JSON",
        arguments: [
            #"{"fault":"latency","milliseconds":{"median":200,"sigma":1.5},"actions":["chat/*"],"probability":0.1}"#,
            #"{"fault":"latency","milliseconds":{"minimum":1,"maximum":9},"first":3,"every":5,"after":10}"#,
            #"{"fault":"status","status":429,"error":"slow down","retryAfter":2}"#,
            #"{"fault":"truncate","share":0.5}"#, #"{"fault":"content-type","type":"text/html"}"#,
            #"{"fault":"throttle","readUnits":5.0,"writeUnits":0.5}"#, #"{"fault":"no-cors"}"#,
            #"{"fault":"stale","milliseconds":700}"#,
        ]
    )
    func roundTrip(text: String) throws {
        #expect(try rule(text).json.compactText == text)
    }
}

extension SessionPipeline {
    fileprivate func conversationsDelay(of session: String) async throws -> Int {
        try await get("action=chat/conversations&user_id=ana", of: session).faults.delay
    }
}
