import JSON
import Lambda
import Sessions
import Testing

@Suite("A measure of the contract")
struct MeasureTests {
    @Test("records once how long a message was stored before an answer contained it, by the session's clock")
    func seen() async throws {
        let pipeline = try SupportSessions.pipeline()
        let session = try pipeline.registry.session(try SessionName("app"))
        try session.clock.change(motion: .frozen)
        let sent = try await pipeline.write("Hello", in: "app")
        #expect(sent.measured == [])
        let conversation = try JSONValue(parsing: sent.response.body)["conversation_id"]?.stringValue ?? ""
        let read = "action=chat/messages&conversation_id=\(conversation)"
        try session.clock.change(by: 4_000)
        #expect(try await pipeline.get("action=chat/conversations&user_id=ana", of: "app").measured == [])
        #expect(
            try await pipeline.get(read, of: "app").measured
                == [MeasuredTime(measure: "message_latency", milliseconds: 4_000)]
        )
        try session.clock.change(by: 4_000)
        #expect(try await pipeline.get(read, of: "app").measured == [])
        _ = try await pipeline.post(
            [
                "action": "chat/reply", "conversation_id": .string(conversation), "admin_id": "lena",
                "message": "Hi",
            ],
            to: "app"
        )
        #expect(
            try await pipeline.get(read, of: "app").measured
                == [MeasuredTime(measure: "message_latency", milliseconds: 0)]
        )
    }

    @Test("records how long a record waited for its attribute to change, even for two days")
    func changed() async throws {
        let pipeline = try SupportSessions.pipeline()
        let session = try pipeline.registry.session(try SessionName("app"))
        try session.clock.change(motion: .frozen)
        let link = try await pipeline.post(
            [
                "action": "affiliate/create-link", "affiliate_id": "noor",
                "affiliate_email": "noor@example.com", "store_url": "https://noor.example.com",
            ],
            to: "app"
        )
        let identifier = try #require(try JSONValue(parsing: link.response.body)["link_id"])
        let lead = try await pipeline.post(
            [
                "action": "affiliate/submit-lead", "link_id": identifier,
                "lead_data": [
                    "name": "Mira Holt", "email": "mira@example.com", "phone": "+1 555 0100",
                    "product_link": "https://shop.example.com/mugs", "order_volume": "5-20",
                ],
            ],
            to: "app"
        )
        try session.clock.change(by: 172_800_000)
        let decided = try await pipeline.post(
            [
                "action": "admin/approve-lead", "status": "approve", "commission_amount": 20,
                "lead_id": try #require(try JSONValue(parsing: lead.response.body)["lead_id"]),
            ],
            to: "app"
        )
        #expect(decided.measured == [MeasuredTime(measure: "lead_processing", milliseconds: 172_800_000)])
    }

    @Test("knows how long the oldest message waits, until it is seen or the session begins anew")
    func waiting() async throws {
        let pipeline = try SupportSessions.pipeline()
        let session = try pipeline.registry.session(try SessionName("app"))
        try session.clock.change(motion: .frozen)
        #expect(session.longestWait(for: "message_latency") == nil)
        let first = try await pipeline.write("One", in: "app")
        try session.clock.change(by: 31_000)
        _ = try await pipeline.post(
            [
                "action": "chat/send", "user_id": "ben", "store_url": "https://b.example.com",
                "message": "Two",
            ],
            to: "app"
        )
        try session.clock.change(by: 1_000)
        #expect(session.longestWait(for: "message_latency") == 32_000)
        let conversation = try JSONValue(parsing: first.response.body)["conversation_id"]?.stringValue ?? ""
        _ = try await pipeline.get("action=chat/messages&conversation_id=\(conversation)", of: "app")
        #expect(session.longestWait(for: "message_latency") == 1_000)
        try session.reset()
        #expect(session.longestWait(for: "message_latency") == nil)
    }
}
