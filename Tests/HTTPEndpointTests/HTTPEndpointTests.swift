import HTTPEndpoint
import Lambda
import Testing

@Suite("An endpoint behind HTTP", .timeLimit(.minutes(10)))
struct HTTPEndpointTests {
    /// Generous time-outs for a busy machine: only some of these tests are about time.
    private static let patient = HTTPEndpointLimits(connectSeconds: 120, headSeconds: 120, totalSeconds: 120)
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

    /// Sends one request to a scripted server; returns the response and the received requests.
    private func exchange(
        _ request: LambdaRequest = LambdaRequest(method: "GET"),
        path: String = "",
        headers: HeaderFields = HeaderFields(),
        limits: HTTPEndpointLimits = patient,
        script: @escaping @Sendable (String) -> [RawServer.Step] = { _ in [.send(HTTPEndpointTests.ok)] }
    ) async throws -> (result: Result<LambdaResponse, EndpointError>, sent: [String]) {
        try await RawServer.run(script: script) { server in
            let url = try EndpointURL("http://127.0.0.1:\(server.port)\(path)")
            let endpoint = HTTPEndpoint(url, headers: headers, limits: limits)
            let result: Result<LambdaResponse, EndpointError>
            do throws(EndpointError) {
                result = .success(try await endpoint.send(request))
            } catch {
                result = .failure(error)
            }
            await endpoint.shutdown()
            return (result, server.requests)
        }
    }

    private static func failure(_ result: Result<LambdaResponse, EndpointError>) -> EndpointError? {
        if case .failure(let error) = result { error } else { nil }
    }

    @Test("keeps status, body and headers sent twice")
    func response() async throws {
        let (result, _) = try await exchange { _ in
            [.send("HTTP/1.1 404 Nope\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 5\r\n\r\nhello")]
        }
        let response = try result.get()
        #expect(response.status == 404)
        #expect(response.headers.values(for: "X-A") == ["1", "2"])
        #expect(response.body == Array("hello".utf8))
    }

    @Test(
        "sends path and query exactly as given",
        arguments: [
            ("", "/", "", "/"),
            ("/", "/any/thing", "a=b%20c+d", "/any/thing?a=b%20c+d"),
            ("", "/a//b/../c", "x=%2B&x=1", "/a//b/../c?x=%2B&x=1"),
            ("", "/", "a=%zz&b=|\"{}", "/?a=%zz&b=|\"{}"),
            ("", "/", "a=é%", "/?a=é%"),
            ("", "//host/path", "", "//host/path"),
            ("/stage?key=1", "/", "", "/stage?key=1"),
            ("/stage/?key=1", "/", "action=x", "/stage/?key=1&action=x"),
            ("/stage/", "/chat/send", "", "/stage/chat/send"),
        ]
    )
    func target(base: String, path: String, query: String, expected: String) async throws {
        let request = LambdaRequest(method: "GET", path: path, rawQuery: query)
        let (result, sent) = try await exchange(request, path: base)
        #expect(try result.get().status == 200)
        #expect(sent.count == 1)
        let head = try #require(sent.first)
        #expect(head.hasPrefix("GET \(expected) HTTP/1.1\r\n"))
        #expect(!head.contains("understudy"))
    }

    @Test("sends method, body and every header line, and its own headers only where the request has none")
    func request() async throws {
        let request = LambdaRequest(
            method: "PATCH",
            headers: ["X-A": "1", "X-A": "2", "Content-Type": "text/plain", "X-Own": "request"],
            body: Array("body".utf8)
        )
        let (result, sent) = try await exchange(request, headers: ["x-own": "endpoint", "X-Key": "k"])
        #expect(try result.get().status == 200)
        let head = try #require(sent.first)
        #expect(head.hasPrefix("PATCH / HTTP/1.1\r\n"))
        #expect(
            head.contains("X-A: 1\r\nX-A: 2\r\nContent-Type: text/plain\r\nX-Own: request\r\nX-Key: k\r\n")
        )
        #expect(head.contains("\r\nAccept-Encoding: identity\r\n"))
        let (_, other) = try await exchange(LambdaRequest(method: "GET", headers: ["accept-encoding": "br"]))
        #expect(
            other.first?.contains("accept-encoding: br\r\n") == true
                && other.first?.contains("identity") == false
        )
        #expect(!head.contains("endpoint"))
        #expect(head.hasSuffix("\r\n\r\nbody"))
    }

    @Test("reads no body after HEAD, whatever the Content-Length")
    func head() async throws {
        let (result, sent) = try await exchange(LambdaRequest(method: "HEAD")) { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")]
        }
        #expect(try result.get().body.isEmpty)
        #expect(sent.first?.hasPrefix("HEAD / ") == true)
    }

    @Test("reuses a connection")
    func keepAlive() async throws {
        try await RawServer.run(script: { _ in [.send(Self.ok)] }) { server in
            try await HTTPEndpoint.whileOpen(port: server.port) { endpoint in
                for _ in 0..<3 { _ = try await endpoint.send(LambdaRequest(method: "GET")) }
            }
            #expect(server.requests.count == 3)
        }
    }

    @Test("reports a refused connection")
    func refused() async throws {
        // Port 1 is reserved and not served on any machine that runs tests.
        let endpoint = HTTPEndpoint(try EndpointURL("http://127.0.0.1:1"))
        let error = await #expect(throws: EndpointError.self) {
            try await endpoint.send(LambdaRequest(method: "GET"))
        }
        await endpoint.shutdown()
        #expect(error == .unreachable(reason: "127.0.0.1:1: connection refused"))
    }

    @Test("reports an unknown host")
    func unknownHost() async throws {
        let endpoint = HTTPEndpoint(try EndpointURL("http://no-such-host.invalid"))
        let error = await #expect(throws: EndpointError.self) {
            try await endpoint.send(LambdaRequest(method: "GET"))
        }
        await endpoint.shutdown()
        guard case .unreachable(let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("no-such-host.invalid"))
    }

    @Test("reports an invalid status, and can send the next request", arguments: ["000", "050", "099"])
    func status(text: String) async throws {
        let (result, _) = try await exchange { _ in
            [.send("HTTP/1.1 \(text) X\r\nContent-Length: 2\r\n\r\n{}")]
        }
        guard case .malformed(let reason)? = Self.failure(result) else {
            Issue.record("\(result)")
            return
        }
        #expect(reason == "its status is \(Int(text) ?? -1), and the lowest that there is is 100")
    }

    @Test(
        "reports that a response is not HTTP",
        arguments: ["SSH-2.0-OpenSSH\r\n", "\u{0}\u{1}garbage\r\n\r\n"]
    )
    func garbage(answer: String) async throws {
        let (result, _) = try await exchange { _ in [.send(answer), .wait(milliseconds: 100), .close] }
        guard case .malformed? = Self.failure(result) else {
            Issue.record("\(result)")
            return
        }
    }

    @Test("reports why a response cannot be parsed, without internals of the library")
    func unreadable() async throws {
        let lines = (0..<10_000).map { "X-\($0): v\r\n" }.joined()
        let (long, _) = try await exchange { _ in [.send("HTTP/1.1 200 OK\r\n\(lines)\r\n")] }
        #expect(Self.failure(long) == .malformed(reason: "its header lines are longer than 80 KB altogether"))
        let (other, _) = try await exchange { _ in [.send("SSH-2.0-OpenSSH\r\n"), .wait(milliseconds: 100)] }
        #expect(Self.failure(other) == .malformed(reason: "it does not begin with 'HTTP/'"))
    }

    @Test(
        "reports that a server does not use TLS, or that the handshake timed out",
        arguments: [true, false]
    )
    func withoutTLS(answers: Bool) async throws {
        let error = try await RawServer.run(
            waitsForRequest: !answers,
            script: { _ in [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .close] },
            { server in
                let endpoint = HTTPEndpoint(
                    try EndpointURL("https://127.0.0.1:\(server.port)/"),
                    limits: HTTPEndpointLimits(connectSeconds: answers ? 60 : 0.3)
                )
                let error = await #expect(throws: EndpointError.self) {
                    try await endpoint.send(LambdaRequest(method: "GET"))
                }
                await endpoint.shutdown()
                return error
            }
        )
        let reason =
            "TLS with 127.0.0.1 failed: it answers without TLS, as for a URL that starts with http://"
        #expect(
            error
                == (answers
                    ? .unreachable(reason: reason)
                    : .timedOut(phase: "the connection and TLS", seconds: 0.3))
        )
    }

    @Test("times out when a response does not begin")
    func hangBeforeHead() async throws {
        let limits = HTTPEndpointLimits(headSeconds: 0.3)
        let (result, sent) = try await exchange(limits: limits) { _ in [.wait(milliseconds: 20_000)] }
        #expect(Self.failure(result) == .timedOut(phase: "the head of the answer", seconds: 0.3))
        #expect(sent.count == 1)
    }

    @Test(
        "gives an endpoint more time whose responses are slow, where its limits say so",
        arguments: [nil, 0.002]
    )
    func slow(from slowSeconds: Double?) async throws {
        let limits = HTTPEndpointLimits(headSeconds: 1, totalSeconds: 1, slowSeconds: slowSeconds)
        let script: @Sendable (String) -> [RawServer.Step] = { request in
            [.wait(milliseconds: request.contains("last") ? 1_500 : 20), .send(Self.ok)]
        }
        try await RawServer.run(script: script) { server in
            try await HTTPEndpoint.whileOpen(port: server.port, limits: limits) { endpoint in
                var count = 0
                while count < 8 {
                    if (try? await endpoint.send(LambdaRequest(method: "GET"))) != nil { count += 1 }
                }
                let last = LambdaRequest(method: "GET", rawQuery: "last")
                if slowSeconds == nil {
                    await #expect(throws: EndpointError.timedOut(phase: "the head of the answer", seconds: 1))
                    {
                        try await endpoint.send(last)
                    }
                } else {
                    let status = try await endpoint.send(last).status
                    #expect(status == 200)
                }
            }
        }
    }

    @Test("times out when a response is sent slowly in small pieces")
    func dripFeed() async throws {
        let limits = HTTPEndpointLimits(totalSeconds: 2)
        let (result, _) = try await exchange(limits: limits) { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
                + (0..<200).flatMap { _ in [.send("x"), .wait(milliseconds: 50)] as [RawServer.Step] }
        }
        // On a busy machine the head may come late.
        guard case .timedOut(_, seconds: 2)? = Self.failure(result) else {
            Issue.record("\(result)")
            return
        }
    }

    @Test(
        "reports a connection that is closed early, and does not retry",
        arguments: [
            [],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")],
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")],
            [.send("HTTP/1.1 200 OK\r\nContent-Le")],
        ] as [[RawServer.Step]]
    )
    func closedEarly(steps: [RawServer.Step]) async throws {
        let (result, sent) = try await exchange { _ in steps + [.close] }
        guard case .closedEarly? = Self.failure(result) else {
            Issue.record("\(result)")
            return
        }
        #expect(sent.count == 1)
    }

    @Test("does not read a response over the size limit", arguments: [true, false])
    func tooLarge(announced: Bool) async throws {
        let framing = announced ? "Content-Length: 300000" : "Connection: close"
        let (result, _) = try await exchange(limits: HTTPEndpointLimits(answerBytes: 100_000)) { _ in
            [.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n"), .sendZeros(count: 300_000), .close]
        }
        #expect(Self.failure(result) == .tooLarge(limit: 100_000))
    }

    @Test("accepts a response of exactly the size limit")
    func limit() async throws {
        let (result, _) = try await exchange(limits: HTTPEndpointLimits(answerBytes: 100_000)) { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), .sendZeros(count: 100_000)]
        }
        #expect(try result.get().body.count == 100_000)
    }

    @Test(
        "refuses a redirect to another host",
        arguments: ["http://example.com/x", "//example.com/x", "https://127.0.0.1/", "http://127.0.0.1:2/"]
    )
    func redirectElsewhere(location: String) async throws {
        let (result, sent) = try await exchange { _ in
            [.send("HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")]
        }
        guard case .redirected(let target)? = Self.failure(result) else {
            Issue.record("\(result)")
            return
        }
        #expect(location.hasSuffix(target) || target.hasSuffix(location))
        #expect(sent.count == 1)
    }

    @Test("stops following redirects in a loop")
    func redirectLoop() async throws {
        let (result, sent) = try await exchange(limits: Self.patient) { _ in
            [.send("HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")]
        }
        #expect(try result.get().status == 301)
        #expect(sent.count == 6)
    }

    @Test("never lets a path, query or header split a request")
    func requestSplitting() async throws {
        let split = LambdaRequest(method: "GET", path: "/ HTTP/1.1\r\nX: y")
        let (first, sentFirst) = try await exchange(split)
        #expect(Self.failure(first) != nil)
        #expect(sentFirst.isEmpty)
        let header = LambdaRequest(method: "GET", headers: ["X": "a\r\nY: b"])
        let (second, sentSecond) = try await exchange(header)
        #expect(Self.failure(second) != nil)
        #expect(sentSecond.isEmpty)
    }

    @Test("waits for a connection of its own as long as that takes: no time of the endpoint's")
    func queue() async throws {
        let limits = HTTPEndpointLimits(
            connectSeconds: 2,
            headSeconds: 120,
            totalSeconds: 120,
            connections: 1
        )
        try await RawServer.run(script: { _ in [.wait(milliseconds: 500), .send(Self.ok)] }) { server in
            try await HTTPEndpoint.whileOpen(port: server.port, limits: limits) { endpoint in
                let statuses = await withTaskGroup(of: Int?.self) { group in
                    for _ in 0..<8 {
                        group.addTask { try? await endpoint.send(LambdaRequest(method: "GET")).status }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses == Array(repeating: 200, count: 8))
            }
        }
    }

    @Test("sends fewer requests at once to a server that keeps few connections waiting, and loses none")
    func backlog() async throws {
        let server = try SerialServer(backlog: 5, milliseconds: 40)
        defer { server.stop() }
        let limits = HTTPEndpointLimits(
            connectSeconds: 2,
            headSeconds: 120,
            totalSeconds: 120,
            initialConnections: 8
        )
        try await HTTPEndpoint.whileOpen(port: server.port, limits: limits) { endpoint in
            // The endpoint is known to be there, however busy this machine is.
            _ = try await endpoint.send(LambdaRequest(method: "GET"))
            let answers = await withTaskGroup(of: String.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        do throws(EndpointError) {
                            return "\(try await endpoint.send(LambdaRequest(method: "GET")).status)"
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.filter { $0 != "200" } == [])
        }
    }

    @Test("stops waiting for a connection when the request is cancelled, and serves the others")
    func cancelledInQueue() async throws {
        let limits = HTTPEndpointLimits(
            connectSeconds: 120,
            headSeconds: 120,
            totalSeconds: 120,
            connections: 1
        )
        try await RawServer.run(script: { _ in [.wait(milliseconds: 300), .send(Self.ok)] }) { server in
            try await HTTPEndpoint.whileOpen(port: server.port, limits: limits) { endpoint in
                async let first = endpoint.send(LambdaRequest(method: "GET"))
                while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                let second = Task {
                    try await endpoint.send(LambdaRequest(method: "GET", path: "/cancelled"))
                }
                let third = Task { try await endpoint.send(LambdaRequest(method: "GET", path: "/third")) }
                second.cancel()
                await #expect(throws: EndpointError.self) { try await second.value }
                #expect(try await first.status == 200)
                #expect(try await third.value.status == 200)
                #expect(!server.requests.contains { $0.contains("/cancelled") })
            }
        }
    }
}
