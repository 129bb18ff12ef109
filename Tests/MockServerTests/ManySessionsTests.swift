import JSON
import Lambda
import NIOCore
import NIOPosix
import Sessions
import Testing

@Suite("A hundred sessions at once", .timeLimit(.minutes(10)))
struct ManySessionsTests {
    /// A thousand writes: messages of three users, replies, reads, leads and decisions.
    ///
    /// The ids follow from the seed, so all sessions can receive the same requests.
    private func script(_ mock: MockUnderTest) async throws -> [JSONValue] {
        var script: [JSONValue] = []
        func play(_ body: JSONValue) async throws -> JSONValue {
            script.append(body)
            return try await mock.json("POST /s/alone/", body: body.compactText)
        }
        let link = try await play([
            "action": "affiliate/create-link", "affiliate_id": "aff", "affiliate_email": "a@example.com",
            "store_url": "https://a.example.com",
        ])
        var conversations: [JSONValue] = []
        var leads: [JSONValue] = []
        while script.count < 1_000 {
            let number = script.count
            let user: JSONValue = .string("user \(number % 3)")
            switch number % 8 {
            case _ where conversations.isEmpty || number % 40 == 0:
                let answer = try await play([
                    "action": "chat/send", "user_id": user, "store_url": "s",
                    "message": .string("first \(number)"),
                ])
                conversations.append(answer["conversation_id"] ?? .null)
            case 1:
                let answer = try await play([
                    "action": "affiliate/submit-lead", "link_id": link["link_id"] ?? .null,
                    "lead_data": ["name": .string("Lead \(number)"), "email": "l@example.com"],
                ])
                leads.append(answer["lead_id"] ?? .null)
            case 2 where !leads.isEmpty:
                _ = try await play([
                    "action": "admin/approve-lead", "lead_id": leads.removeFirst(), "status": "approve",
                    "commission_amount": 125,
                ])
            case 3:
                _ = try await play([
                    "action": "chat/mark-read",
                    "conversation_id": conversations[number % conversations.count],
                    "reader_type": "admin",
                ])
            default:
                _ = try await play([
                    "action": "chat/reply", "admin_id": "lena",
                    "conversation_id": conversations[number % conversations.count],
                    "message": .string("reply \(number)"),
                ])
            }
        }
        return script
    }

    /// Sends requests to a session over one connection, one after the other; returns how many were answered 200.
    private func send(_ bodies: [[UInt8]], to session: String, port: Int) async throws -> Int {
        var requests = ByteBuffer()
        for (number, body) in bodies.enumerated() {
            let close = number == bodies.count - 1 ? "Connection: close\r\n" : ""
            requests.writeString(
                "POST /s/\(session)/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\(close)Content-Length: \(body.count)\r\n\r\n"
            )
            requests.writeBytes(body)
        }
        let script = requests
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let answers = try await channel.executeThenClose { inbound, outbound in
            async let writing: Void = outbound.write(script)
            var answers = ByteBuffer()
            for try await piece in inbound { answers.writeImmutableBuffer(piece) }
            try await writing
            return String(buffer: answers)
        }
        return answers.ranges(of: "HTTP/1.1 200 OK\r\n").count
    }

    @Test("with a seed end in the same state as the same script run alone")
    func isolation() async throws {
        let options = SessionOptions(seed: 1, journalEntries: 10, feedEntries: 10)
        try await MockUnderTest.run(options: options, make: SupportFunction.make) { mock async throws in
            let bodies = try await script(mock).map { $0.serialized() }
            let alone = try await mock.send("GET /s/alone/__understudy/state").body
            #expect(try JSONValue(parsing: alone)["tables"]?["Leads"]?.arrayValue?.count ?? 0 > 100)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask { try await send(bodies, to: "s\(number)", port: mock.port) }
                }
                for try await answered in group { #expect(answered == 1_000) }
            }
            for number in 0..<100 {
                let state = try await mock.send("GET /s/s\(number)/__understudy/state").body
                #expect(state == alone, "session \(number)")
            }
        }
    }
}
