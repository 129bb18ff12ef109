import ContractStub
import Contracts
import Foundation
import JSON
import JSONSchema
import Lambda
import Testing

@Suite("A contract stub's generated answers")
struct GeneratedAnswerTests {
    private func list(_ query: String = "", seed: UInt64 = 1) async throws -> JSONValue {
        let orders = StubUnderTest(try OrderFolder.contract(), seed: seed)
        let (response, body) = try await orders.get("op=orders/list" + query)
        #expect(response.status == 200)
        #expect(response.headers["X-Understudy-Answer"] == "generated")
        return body
    }

    @Test("fit their schema and look like a service's", arguments: 1...20 as ClosedRange<UInt64>)
    func plausible(seed: UInt64) async throws {
        let body = try await list(seed: seed)
        let schema = try #require(
            try OrderFolder.contract().action(named: "orders/list")?.responses[200]?.schema
        )
        #expect(schema.isValid(body))
        #expect(body["next"] == nil || body["next"] == .null)
        let orders = try #require(body["orders"]?.arrayValue)
        #expect((2...3).contains(orders.count))
        #expect(Set(orders.compactMap { $0["order_id"]?.stringValue }).count == orders.count)
        for order in orders {
            #expect(UUID(uuidString: try #require(order["order_id"]?.stringValue)) != nil)
            let name = try #require(order["customer"]?["name"]?.stringValue)
            #expect(name.contains(" ") && name.utf8.allSatisfy { $0 < 0x80 })
            let address = name.lowercased().replacing(" ", with: ".") + "@example.com"
            #expect(order["customer"]?["email"]?.stringValue == address)
            #expect(order["customer"]?["avatar_url"]?.stringValue?.hasPrefix("https://example.com/") == true)
            let created = try time(order["created_at"])
            let updated = try time(order["updated_at"])
            #expect(created <= updated && updated <= StubUnderTest.now)
            #expect(created > StubUnderTest.now - 31 * 86_400_000)
            #expect(try #require(order["expires_at"]?.intValue) > StubUnderTest.now)
            #expect(order["total_price"]?.numberValue?.decimalPlaces ?? 9 <= 2)
        }
        let times = try orders.map { try time($0["created_at"]) }
        #expect(times == times.sorted(by: >))
    }

    @Test("are the same for the same seed and request, and others for another")
    func seeded() async throws {
        let first = try await list("&shop=a&status=sent")
        #expect(try await list("&status=sent&shop=a") == first)
        #expect(try await list("&shop=b&status=sent") != first)
        #expect(try await list("&shop=a&status=sent", seed: 2) != first)
    }

    @Test("echo the arguments where the schema has members of the same name")
    func echo() async throws {
        let body = try await list("&shop=Lisbon&status=sent")
        #expect(body["shop"] == "Lisbon")
        #expect(body["orders"]?.arrayValue?.allSatisfy { $0["status"] == "sent" } == true)
    }

    private func time(_ value: JSONValue?) throws -> Int {
        let text = try #require(value?.stringValue)
        let date = try Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        return Int((date.timeIntervalSince1970 * 1_000).rounded())
    }
}
