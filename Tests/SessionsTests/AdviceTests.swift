import Gate
import JSON
import Lambda
import Sessions
import Testing

@Suite("Advice on requests that are legal but suspicious")
struct AdviceTests {
    private func advice(_ answer: SessionAnswer) -> [String] {
        answer.report?.advice.map(\.message) ?? []
    }

    @Test("names members that the contract does not describe, and suggests similar names")
    func unknownMembers() async throws {
        let pipeline = try SupportSessions.pipeline()
        let answer = try await pipeline.post(
            [
                "action": "chat/send", "user_id": "ana", "store_url": "s", "message": "Hi", "enable_ai": true,
                "conversation_di": nil,
            ],
            to: "a"
        )
        #expect(answer.response.status == 200)
        #expect(
            advice(answer) == [
                "'enable_ai' is not in the contract of chat/send and is ignored",
                "'conversation_di' is not in the contract of chat/send and is ignored; did you mean 'conversation_id'?",
            ]
        )
        let lead = try await pipeline.post(
            [
                "action": "affiliate/submit-lead", "link_id": "AAAA",
                "lead_data": ["name": "n", "email": "e@example.com", "telephone": "1"],
            ],
            to: "a"
        )
        #expect(lead.report?.advice.first?.pointer.description == "/lead_data/telephone")
    }

    @Test("is given for polling faster than planned, but not for two requests")
    func pace() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        func read(_ query: String) async throws -> [String] {
            time.advance(milliseconds: 2_000)
            return advice(try await pipeline.get(query, of: "a")).filter { $0.contains("the plan") }
        }
        let list = "action=chat/conversations&user_id=ana"
        #expect(try await read(list) == [])
        #expect(try await read(list) == [])
        let found = try await read(list)
        #expect(found == ["asked every 2 s; the planned interval is 10 s; every request costs capacity"])
        time.advance(milliseconds: 20_000)
        #expect(try await read(list) == [])
        // Other users' lists are different reads, and writes are not polls.
        for user in 1...5 { #expect(try await read("action=chat/conversations&user_id=\(user)") == []) }
        for _ in 1...5 { #expect(advice(try await pipeline.write("one", in: "a")) == []) }
    }

    @Test("is given for repeated full responses that ETag or since would avoid")
    func tags() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        func read(tag: String? = nil) async throws -> (tag: String?, advice: [String]) {
            time.advance(milliseconds: 10_000)
            var headers: HeaderFields = [:]
            headers["If-None-Match"] = tag
            let answer = try await pipeline.send(
                LambdaRequest(
                    method: "GET",
                    path: "/s/a/",
                    rawQuery: "action=chat/messages&conversation_id=c",
                    headers: headers
                )
            )
            return (answer.response.headers["ETag"], advice(answer))
        }
        for _ in 1...3 { #expect(try await read().advice == []) }
        let (tag, found) = try await read()
        #expect(
            found == [
                "the last 3 answers were the same; send If-None-Match: \(tag ?? "") and get 304 without a body, or ask by "
                    + "since=TIME for what is new"
            ]
        )
        #expect(try await read(tag: tag).advice == [])
        #expect(try await read().advice == [])
    }

    @Test("is a refusal under strict")
    func strict() async throws {
        let pipeline = try SupportSessions.pipeline(isStrict: true)
        let answer = try await pipeline.post(
            ["action": "chat/send", "user_id": "ana", "store_url": "s", "message": "Hi", "enable_ai": true],
            to: "a"
        )
        #expect(answer.response.status == 400)
        let body = try JSONValue(parsing: answer.response.body)
        #expect(body["error"]?.stringValue?.contains("refused by --strict: 'enable_ai'") == true)
        #expect(body["pointer"] == "/enable_ai")
        let doubled = try await pipeline.post(["action": "approve", "lead_id": "l"], to: "a")
        #expect(doubled.response.status == 400)
        #expect(try await pipeline.conversations(of: "a").isEmpty)
        #expect(try await pipeline.write("fine", in: "a").response.status == 200)
    }

    @Test("ignores a cache buster parameter")
    func cacheBuster() async throws {
        let time = TestTime()
        let pipeline = try SupportSessions.pipeline(elapsed: time.elapsed)
        var seen: [String] = []
        for number in 1...3 {
            time.advance(milliseconds: 1_000)
            let query = "action=chat/conversations&user_id=ana&_=\(number)"
            seen += advice(try await pipeline.get(query, of: "a")).filter { $0.contains("the plan") }
        }
        #expect(seen.count == 1)
    }
}
