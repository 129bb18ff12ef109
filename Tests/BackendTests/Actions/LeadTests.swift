import Backend
import JSON
import Tables
import Testing

@Suite("admin/approve-lead")
struct ApproveLeadTests {
    @Test("approves with an amount and notes")
    func approves() async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        let before = try #require(try await service.lead(lead))
        service.time.advance(by: 1_000)
        let answer = await service.post(
            "admin/approve-lead",
            [
                "lead_id": .string(lead), "status": "approve", "commission_amount": 25,
                "admin_notes": "big shop",
            ]
        )
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        var expected = before
        expected["status"] = "approved"
        expected["commission_amount"] = 25
        expected["admin_notes"] = "big shop"
        expected["updated_at"] = .number(JSONNumber(TestService.start + 1_000))
        #expect(try await service.lead(lead) == expected)
    }

    @Test("rejects, leaves no amount, keeps earlier notes")
    func rejects() async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        _ = await service.post(
            "admin/approve-lead",
            ["lead_id": .string(lead), "status": "approve", "commission_amount": 5, "admin_notes": "n"]
        )
        let answer = await service.post(
            "admin/approve-lead",
            [
                "lead_id": .string(lead), "status": "reject", "commission_amount": "ignored",
                "admin_notes": nil,
            ]
        )
        #expect(answer.status == 200)
        let item = try #require(try await service.lead(lead))
        #expect(item["status"] == "rejected")
        #expect(item["commission_amount"] == nil)
        #expect(item["admin_notes"] == "n")
    }

    @Test("accepts notes of 10,000 bytes and rejects those of more than 400,000", arguments: ["a", "é", "😀"])
    func notesLength(unit: String) async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        func decide(_ bytes: Int) async -> Int {
            let notes = String(repeating: unit, count: bytes / unit.utf8.count)
            return await service.post(
                "admin/approve-lead",
                ["lead_id": .string(lead), "status": "reject", "admin_notes": .string(notes)]
            ).status
        }
        #expect(await decide(10_000) == 200)
        let before = try #require(try await service.lead(lead))
        #expect(await decide(400_004) == 413)
        #expect(try await service.lead(lead) == before)
    }

    @Test(
        "stores amounts exactly",
        arguments: ["0", "0.10", "19.99", "1e2", "1000000000000", "999999999999.99", "0.123456789"]
    )
    func amounts(text: String) async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        #expect(try await service.approve(lead, text).status == 200)
        #expect(try await service.lead(lead)?["commission_amount"]?.numberValue == JSONNumber(text))
    }

    @Test(
        "returns an amount without insignificant digits",
        arguments: [("0.10", "0.1"), ("-0", "0"), ("-0.0", "0"), ("1e2", "100"), ("5.000", "5")]
    )
    func shortestText(text: String, shown: String) async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        #expect(try await service.approve(lead, text).status == 200)
        #expect(
            await service.get("admin/leads").list("leads").first?["commission_amount"]?.compactText == shown
        )
    }

    @Test("normalizes an amount with many trailing zeros, so that the lead stays small")
    func zerosWithoutEnd() async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        #expect(try await service.approve(lead, "1." + String(repeating: "0", count: 100_000)).status == 200)
        let answer = await service.get("admin/leads")
        #expect(answer.status == 200)
        #expect(answer.bytes.count < 1_000)
    }

    static let wireForms: [(query: String, body: String, status: String)] = [
        ("", #""action": "admin/approve-lead", "status": "approve""#, "approved"),
        ("", #""action": "admin/approve-lead", "status": "reject""#, "rejected"),
        ("action=admin/approve-lead", #""action": "approve""#, "approved"),
        ("action=admin%2Fapprove-lead", #""action": "reject""#, "rejected"),
        ("action=admin/approve-lead", #""status": "reject""#, "rejected"),
        ("action=admin/approve-lead", #""action": "admin/approve-lead", "status": "reject""#, "rejected"),
        ("", #""action": "approve""#, "approved"),
        ("action=", #""action": "reject""#, "rejected"),
    ]

    @Test("accepts the decision in all three wire forms", arguments: wireForms)
    func forms(query: String, body: String, status: String) async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        let answer = await service.post(
            text: "{\"lead_id\": \"\(lead)\", \"commission_amount\": 1, \(body)}",
            query: query
        )
        #expect(answer.status == 200)
        #expect(try await service.lead(lead)?["status"] == .string(status))
    }

    static let refusals: [(JSONObject, Int)] = [
        (["lead_id": "unknown"], 404), (["lead_id": nil], 400), (["lead_id": ""], 400), (["lead_id": 1], 400),
        (["status": nil], 400), (["status": "approved"], 400), (["status": ""], 400), (["status": true], 400),
        (["commission_amount": nil], 400), (["commission_amount": -1], 400),
        (["commission_amount": "5"], 400),
        (["commission_amount": true], 400), (["commission_amount": 1_000_000_000_001], 400),
        (["commission_amount": ["a": 1]], 400), (["admin_notes": 3], 400), (["admin_notes": []], 400),
        (["admin_notes": .string(String(repeating: "x", count: 410_000))], 413),
        (["action": "reject"], 400),
    ]

    @Test("rejects invalid requests without changes", arguments: refusals)
    func refuses(change: JSONObject, status: Int) async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        let before = service.everything
        var arguments: JSONObject = [
            "lead_id": .string(lead), "status": "approve", "commission_amount": 1,
        ]
        for member in change { arguments[member.name] = member.value }
        #expect(await service.post("admin/approve-lead", arguments).status == status)
        #expect(service.everything == before)
    }
}

@Suite("affiliate/submit-lead")
struct SubmitLeadTests {
    @Test("creates a pending lead of the link's affiliate, with defaults")
    func defaults() async throws {
        let service = TestService()
        let link = try await service.link()
        let lead = try await service.lead(through: link)
        #expect(
            try await service.lead(lead) == [
                "lead_id": .string(lead), "affiliate_id": "affiliate", "link_id": .string(link),
                "status": "pending", "lead_name": "Ann", "lead_email": "ann@example.com", "lead_phone": "",
                "product_link": "", "order_volume": "0", "pending_orders": "0",
                "created_at": .number(JSONNumber(TestService.start)),
                "updated_at": .number(JSONNumber(TestService.start)),
            ]
        )
    }

    @Test("keeps every field", arguments: ["0", "1-5", "5-20", "20-100", "100+"])
    func fields(volume: String) async throws {
        let service = TestService()
        let link = try await service.link()
        let answer = await service.post(
            "affiliate/submit-lead",
            [
                "link_id": .string(link),
                "lead_data": [
                    "name": " Ann ", "email": "a@example.com", "phone": "+41 1", "product_link": "p",
                    "order_volume": .string(volume), "pending_orders": "3", "extra": 1,
                ],
            ]
        )
        let lead = try #require(try await service.lead(try answer.text("lead_id")))
        #expect(lead["lead_name"] == " Ann ")
        #expect(lead["lead_phone"] == "+41 1")
        #expect(lead["product_link"] == "p")
        #expect(lead["order_volume"] == .string(volume))
        #expect(lead["pending_orders"] == "3")
        #expect(lead["extra"] == nil)
    }

    static let refusals: [(JSONValue, Int)] = [
        (nil, 400), ("text", 400), ([], 400), ([:], 400), (["name": "a"], 400), (["email": "a"], 400),
        (["name": " ", "email": "a@example.com"], 400), (["name": "a", "email": " \n"], 400),
        (["name": 1, "email": "a@example.com"], 400),
        (["name": "a", "email": "a@example.com", "phone": 1], 400),
        (["name": "a", "email": "a@example.com", "order_volume": "6"], 400),
        (["name": "a", "email": "a@example.com", "order_volume": 0], 400),
        (["name": .string(String(repeating: "x", count: 410_000)), "email": "a@example.com"], 413),
    ]

    @Test("rejects invalid requests without creating a lead", arguments: refusals)
    func refuses(form: JSONValue, status: Int) async throws {
        let service = TestService()
        let link = try await service.link()
        let answer = await service.post(
            "affiliate/submit-lead",
            ["link_id": .string(link), "lead_data": form]
        )
        #expect(answer.status == status)
        #expect(try service.store.snapshot().count(of: "Leads") == 0)
    }

    @Test("refuses an unknown link")
    func unknownLink() async throws {
        let service = TestService()
        let form: JSONValue = ["name": "a", "email": "a@example.com"]
        #expect(
            await service.post("affiliate/submit-lead", ["link_id": "NOPE", "lead_data": form]).status == 404
        )
        #expect(await service.post("affiliate/submit-lead", ["lead_data": form]).status == 400)
        #expect(try service.store.snapshot().count(of: "Leads") == 0)
    }
}

@Suite("admin/leads")
struct ListLeadsTests {
    @Test("lists all or one status, newest first")
    func lists() async throws {
        let service = TestService()
        let link = try await service.link()
        var ids: [String] = []
        for _ in 0..<6 {
            service.time.advance(by: 1)
            ids.append(try await service.lead(through: link))
        }
        _ = try await service.approve(ids[1], "1")
        _ = await service.post("admin/approve-lead", ["lead_id": .string(ids[4]), "status": "reject"])
        let all = await service.get("admin/leads").list("leads").map { $0["lead_id"] }
        #expect(all == ids.reversed().map { .string($0) })
        for (status, expected) in [("approved", [1]), ("rejected", [4]), ("pending", [5, 3, 2, 0])] {
            let list = await service.get("admin/leads", ["status": status]).list("leads")
            #expect(list.map { $0["lead_id"] } == expected.map { .string(ids[$0]) })
        }
        #expect(await service.get("admin/leads", ["limit": "2"]).list("leads").count == 2)
    }
}
