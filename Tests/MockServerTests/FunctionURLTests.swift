import JSON
import Lambda
import Testing

@Suite("A mock, in front of a function", .timeLimit(.minutes(10)))
struct FunctionURLTests {
    @Test("passes on method, path, query, headers and body exactly as sent")
    func request() async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send(
                "PATCH /a//b/%2e%2E/c?x=%2B+&x=%zz&action=",
                headers: ["X-Two: 1", "X-Two: 2", "Content-Type: application/octet-stream"],
                body: Array("{\"k\": \"é\"}".utf8)
            )
            #expect(answer.status == 404)
            let echo = try JSONValue(parsing: answer.body)
            #expect(echo["method"] == "PATCH")
            #expect(echo["path"] == "/a//b/%2e%2E/c")
            #expect(echo["query"] == "x=%2B+&x=%zz&action=")
            #expect(echo["body"] == "{\"k\": \"é\"}")
            let headers = echo["headers"]?.arrayValue ?? []
            #expect(headers.contains("X-Two: 1") && headers.contains("X-Two: 2"))
            #expect(headers.contains("Host: 127.0.0.1"))
        }
    }

    @Test("passes on the function's header fields and duplicates none")
    func headers() async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send("GET /")
            #expect(answer.values("Access-Control-Allow-Origin") == ["*"])
            #expect(answer.values("Content-Type") == ["application/json"])
            #expect(answer.values("X-A") == ["1"])
            #expect(answer.values("Content-Length") == [String(answer.body.utf8.count)])
            #expect(answer.values("Transfer-Encoding").isEmpty)
        }
    }

    @Test("sets an answer's Date to its session's clock, in the format of RFC 9110")
    func date() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            // Leap days, ends of years, and the first second after each.
            for (time, date) in [
                (1_767_225_600_000, "Thu, 01 Jan 2026 00:00:00 GMT"),
                (1_767_225_599_999, "Wed, 31 Dec 2025 23:59:59 GMT"),
                (1_835_395_199_000, "Mon, 28 Feb 2028 23:59:59 GMT"),
                (1_835_395_200_000, "Tue, 29 Feb 2028 00:00:00 GMT"),
                (1_835_481_600_000, "Wed, 01 Mar 2028 00:00:00 GMT"),
                (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 GMT"),
            ] {
                let body = #"{"set": \#(time), "motion": "frozen", "backwards": true}"#
                let set = try await mock.send("POST /__understudy/clock", body: Array(body.utf8))
                #expect(set.status == 200, "\(set.body)")
                let answer = try await mock.send("GET /?action=admin/leads")
                #expect(answer.values("Date") == [date])
                #expect(answer.values("Understudy-Session-Date").isEmpty)
            }
        }
    }

    @Test("passes on a duplicate header, so that clients can detect it")
    func doubledHeader() async throws {
        let endpoint = EchoEndpoint { _ in
            LambdaResponse(
                status: 200,
                headers: ["Access-Control-Allow-Origin": "*", "access-control-allow-origin": "*"]
            )
        }
        try await MockUnderTest.run(endpoint) { mock async throws in
            #expect(try await mock.send("GET /").values("Access-Control-Allow-Origin") == ["*", "*"])
        }
    }

    @Test("answers HEAD with the length of GET's body and without a body")
    func head() async throws {
        let endpoint = EchoEndpoint { _ in LambdaResponse(status: 200, body: Array("hello".utf8)) }
        try await MockUnderTest.run(endpoint) { mock async throws in
            let answer = try await mock.send("HEAD /")
            #expect(answer.status == 200)
            #expect(answer.values("Content-Length") == ["5"])
            #expect(answer.body.isEmpty)
        }
    }

    @Test("sends 304 and 204 without a body", arguments: [204, 304])
    func noBody(status: Int) async throws {
        let endpoint = EchoEndpoint { _ in
            LambdaResponse(status: status, headers: ["ETag": "\"x\""], body: Array("never".utf8))
        }
        try await MockUnderTest.run(endpoint) { mock async throws in
            let answer = try await mock.send("GET /", headers: ["If-None-Match: \"x\""])
            #expect(answer.status == status)
            #expect(answer.values("ETag") == ["\"x\""])
            #expect(answer.body.isEmpty)
            #expect(answer.values("Transfer-Encoding").isEmpty)
        }
    }

    @Test("routes by a path that equals an action's name, when nothing else names one")
    func actionPath() async throws {
        try await MockUnderTest.run { mock async throws in
            #expect(
                try await mock.json("GET /chat/conversations?user_id=u")["query"]
                    == "action=chat%2Fconversations&user_id=u"
            )
            let send = #"{"user_id": "u", "store_url": "s", "message": "m"}"#
            #expect(try await mock.json("POST /chat/send", body: send)["query"] == "action=chat%2Fsend")
            #expect(try await mock.json("GET /chat/messages?action=none")["query"] == "action=none")
            #expect(try await mock.json("POST /chat/send", body: #"{"action": "none"}"#)["query"] == "")
            #expect(try await mock.json("GET /chat/unknown")["query"] == "")
            #expect(try await mock.json("GET //admin/leads")["query"] == "action=admin%2Fleads")
        }
    }

    @Test("refuses a body over the limit, announced or not, in the service's error shape with CORS")
    func tooLarge() async throws {
        try await MockUnderTest.run { mock async throws in
            let announced = try await mock.send("POST /", headers: ["Content-Length: 6291457"])
            let chunk = String(repeating: "x", count: 1 << 20)
            let chunks = String(repeating: "100000\r\n\(chunk)\r\n", count: 7) + "0\r\n\r\n"
            let head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
            let streamed = try await RawClient.send(head + chunks, to: mock.port)
            for answer in [announced, streamed] {
                #expect(answer.status == 413)
                #expect(answer.values("Access-Control-Allow-Origin") == ["*"])
                let body = try JSONValue(parsing: answer.body)
                #expect(body["success"] == false)
                #expect(body["error"]?.stringValue?.contains("6291456") == true)
            }
        }
    }

    @Test("answers 100 Continue to a client that waits for it, unless the body is too large")
    func waitingClient() async throws {
        try await MockUnderTest.run { mock async throws in
            let waiting = ["Expect: 100-continue"]
            let answer = try await mock.send("POST /", headers: waiting, body: Array("hello".utf8))
            #expect(answer.lines == ["HTTP/1.1 100 Continue"])
            #expect(answer.body.hasPrefix("HTTP/1.1 404") && answer.body.contains("hello"))
            let tooLong = try await mock.send("POST /", headers: waiting + ["Content-Length: 6291457"])
            #expect(tooLong.status == 413)
        }
    }

    @Test("accepts a body of exactly the limit")
    func atLimit() async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send("POST /", body: [UInt8](repeating: 0x78, count: 6_291_456))
            #expect(try JSONValue(parsing: answer.body)["length"] == 6_291_456)
        }
    }

    @Test("answers 502 as a Function URL does when the function fails or answers nonsense")
    func badGateway() async throws {
        let failing = EchoEndpoint { (_) throws(EndpointError) in throw .unreachable(reason: "down") }
        let nonsense = EchoEndpoint { _ in LambdaResponse(status: 42) }
        for endpoint in [failing, nonsense] {
            try await MockUnderTest.run(endpoint) { mock async throws in
                let answer = try await mock.send("GET /")
                #expect(answer.status == 502)
                #expect(answer.body == "Internal Server Error")
                #expect(try await mock.send("GET /__understudy/health").status == 200)
            }
        }
    }

    @Test(
        "survives malformed HTTP and endless headers",
        arguments: [
            "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n",
            "GET / HTTP/1.1\r\nX: " + String(repeating: "y", count: 1 << 18) + "\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        ]
    )
    func notHTTP(text: String) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await RawClient.send(text, to: mock.port)
            #expect((400...499).contains(answer.status))
            #expect(try await mock.send("GET /__understudy/health").status == 200)
        }
    }

    @Test("answers several requests on one connection, in order")
    func pipelining() async throws {
        try await MockUnderTest.run { mock async throws in
            let text =
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let answer = try await RawClient.send(text, to: mock.port)
            let first = try #require(answer.body.firstRange(of: #""path":"/1""#))
            let second = try #require(answer.body.firstRange(of: #""path":"/2""#))
            #expect(first.lowerBound < second.lowerBound)
        }
    }
}
