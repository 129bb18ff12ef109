import JSON
import Testing

@Suite("affiliate/create-link and affiliate/get-link")
struct AffiliateLinkTests {
    @Test("create a link and return it")
    func makes() async throws {
        let service = TestService()
        let none = await service.get("affiliate/get-link", ["affiliate_id": "affiliate"])
        #expect(none.status == 404)
        #expect(none.body["error"]?.stringValue?.isEmpty == false)
        let answer = await service.post(
            "affiliate/create-link",
            ["affiliate_id": "affiliate", "affiliate_email": "a@example.com", "store_url": "s"]
        )
        #expect(answer.status == 200)
        let link = try answer.text("link_id")
        #expect(link.wholeMatch(of: /[A-Z0-9]{9}/) != nil)
        #expect(
            try answer.text("affiliate_url") == "https://dashboard.commercive.co/affiliate-form?ref=\(link)"
        )
        let found = await service.get("affiliate/get-link", ["affiliate_id": "affiliate"]).body[
            "affiliate_link"
        ]
        #expect(found?["link_id"] == .string(link))
        #expect(found?["affiliate_url"] == answer.body["affiliate_url"])
        #expect(found?["affiliate_email"] == "a@example.com")
        #expect(found?["created_at"]?.intValue == TestService.start)
    }

    @Test("return an affiliate's existing link, also for a hundred concurrent requests")
    func again() async throws {
        let service = TestService()
        let links = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await service.link() } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(links.count == 1)
        #expect(try await service.link(of: "another") != links.first)
    }

    static let refusals: [JSONObject] = [
        ["affiliate_id": nil], ["affiliate_id": ""], ["affiliate_id": 1], ["affiliate_email": nil],
        ["affiliate_email": "nobody"], ["affiliate_email": ""], ["affiliate_email": " "], ["store_url": nil],
        ["store_url": ""], ["store_url": 5],
    ]

    @Test("reject invalid arguments", arguments: refusals)
    func refuses(change: JSONObject) async {
        let service = TestService()
        var arguments: JSONObject = [
            "affiliate_id": "a", "affiliate_email": "a@example.com", "store_url": "s",
        ]
        for member in change { arguments[member.name] = member.value }
        #expect(await service.post("affiliate/create-link", arguments).status == 400)
        #expect(service.everything == TestService().everything)
    }
}

@Suite("affiliate/stats")
struct AffiliateStatsTests {
    @Test("counts and sums exactly")
    func sums() async throws {
        let service = TestService()
        let link = try await service.link()
        var leads: [String] = []
        for _ in 0..<6 { leads.append(try await service.lead(through: link)) }
        for (lead, amount) in zip(leads, ["0.10", "0.20", "1000000000000", "7"]) {
            #expect(try await service.approve(lead, amount).status == 200)
        }
        _ = await service.post("admin/approve-lead", ["lead_id": .string(leads[3]), "status": "reject"])
        let stats = await service.get("affiliate/stats", ["affiliate_id": "affiliate"]).body["stats"]
        #expect(
            stats == [
                "total_leads": 6, "approved_leads": 3, "pending_leads": 2, "rejected_leads": 1,
                "total_commission": .number(try #require(JSONNumber("1000000000000.3"))),
            ]
        )
    }

    @Test("is zeros for an unknown affiliate")
    func unknown() async {
        let answer = await TestService().get("affiliate/stats", ["affiliate_id": "nobody"])
        #expect(answer.status == 200)
        #expect(
            answer.body["stats"] == [
                "total_leads": 0, "approved_leads": 0, "pending_leads": 0, "rejected_leads": 0,
                "total_commission": 0,
            ]
        )
    }
}
