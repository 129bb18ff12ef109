import JSON
import Tables
import Testing

@Suite("A step of a behaviour")
struct StepTests {
    private static let put = """
        [{"put": "Accounts", "item": {"owner": "${owner}", "balance": 0, "text": {"$first": ["${text}"]}, "opened_at": "${now}"},
          "as": "account"}, {"answer": {"account": "${account}"}, "status": 201}]
        """

    @Test("makes the ids that the service makes, in the form that the record's schema gives")
    func ids() async throws {
        let service = try NotesService(["open": Self.put])
        let (status, body) = try await service.send("open", ["owner": "ana"])
        #expect(status == 201)
        let account = try #require(body["account"])
        #expect(
            account["id"]?.stringValue?.wholeMatch(
                of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
            ) != nil
        )
        #expect(account["code"]?.stringValue?.wholeMatch(of: /[A-Z]{3}-[0-9]{4}/) != nil)
        #expect(account["opened_at"] == 1_767_225_600_001)
        #expect(account["text"] == nil)
        #expect(try service.records("Accounts").map { .object($0) } == [account])
    }

    @Test("lets an item refer to the ids that were made for it")
    func ownIds() async throws {
        let service = try NotesService([
            "open": """
            [{"put": "Accounts", "item": {"owner": "x", "text": "at/${new/code}"}, "as": "new"},
             {"answer": {"text": "${new/text}", "code": "${new/code}"}}]
            """
        ])
        let (_, body) = try await service.send("open")
        #expect(body["text"]?.stringValue == "at/\(body["code"]?.stringValue ?? "")")
    }

    @Test("refuses a second record of one key, and of one unique value")
    func unique() async throws {
        let service = try NotesService([
            "open": """
            [{"put": "Accounts", "item": {"id": "${id}", "code": "${text}", "owner": "x"}}, {"answer": {}}]
            """,
            "other": """
            [{"put": "Accounts", "item": {"id": "${id}", "code": "${text}", "owner": "x"},
              "else": {"status": 422, "error": "taken: ${id}"}}, {"answer": {}}]
            """,
            "replace": """
            [{"put": "Accounts", "item": {"id": "${id}", "code": "${text}", "owner": "y"}, "replace": true}, {"answer": {}}]
            """,
        ])
        #expect(try await service.send("open", ["id": "a", "text": "AAA-0001"]).status == 200)
        #expect(try await service.send("open", ["id": "a", "text": "AAA-0002"]).status == 409)
        #expect(try await service.send("open", ["id": "b", "text": "AAA-0001"]).status == 409)
        let refused = try await service.send("other", ["id": "b", "text": "AAA-0001"])
        #expect(refused.status == 422)
        #expect(refused.body["error"] == "taken: b")
        #expect(try await service.send("replace", ["id": "b", "text": "AAA-0001"]).status == 409)
        #expect(try await service.send("replace", ["id": "a", "text": "AAA-0001"]).status == 200)
        #expect(try service.records("Accounts").map { $0["owner"] } == ["y"])
    }

    @Test("changes nothing where a later step refuses")
    func allOrNothing() async throws {
        let service = try NotesService([
            "open": """
            [{"put": "Accounts", "item": {"id": "a", "code": "AAA-0001", "owner": "x", "balance": 1}, "as": "account"},
             {"update": "account", "add": {"balance": 4}},
             {"require": {"required": ["text"]}, "else": {"status": 422, "error": "no text"}},
             {"answer": {"balance": "${account/balance}"}, "status": 201}]
            """
        ])
        #expect(try await service.send("open").status == 422)
        #expect(try service.records("Accounts").isEmpty)
        let (status, body) = try await service.send("open", ["text": 1])
        #expect(status == 201)
        #expect(body["balance"] == 5)
    }

    @Test("sees what steps before have written")
    func ownWrites() async throws {
        let service = try NotesService([
            "all": """
            [{"put": "Entries", "item": {"account": "a", "entry": "1", "amount": 1}},
             {"put": "Entries", "item": {"account": "a", "entry": "2", "amount": 2}},
             {"get": "Entries", "key": {"account": "a", "entry": "1"}, "as": "first"},
             {"delete": "first"},
             {"query": "Entries", "where": {"account": "a"}, "as": "entries"},
             {"update": "entries", "add": {"amount": 10}, "set": {"done": true}, "remove": ["text"]},
             {"query": "Entries", "where": {"account": "a", "done": true}, "as": "done"},
             {"answer": {"sum": {"$sum": "${done}", "of": "/amount"}, "count": {"$count": "${done}"}}}]
            """
        ])
        let (_, body) = try await service.send("all")
        #expect(body == ["sum": 12, "count": 1])
        #expect(
            try service.records("Entries") == [["account": "a", "entry": "2", "amount": 12, "done": true]]
        )
    }

    @Test("goes one way or the other, and ends with the first answer")
    func branches() async throws {
        let service = try NotesService([
            "ask": """
            [{"when": {"equal": ["${owner}", "ana"]}, "then": [{"answer": {"who": "ana"}}],
              "otherwise": [{"when": {"required": ["owner"]}, "then": [{"answer": null, "status": 204}]}]},
             {"answer": {"who": "nobody"}, "headers": {"X-Who": "${text}", "X-Count": 3, "X-None": "${id}"}}]
            """
        ])
        #expect(try await service.send("ask", ["owner": "ana"]) == (200, ["who": "ana"]))
        #expect(try await service.send("ask", ["owner": "ben"]) == (204, nil))
        #expect(try await service.send("ask", ["text": "x"]) == (200, ["who": "nobody"]))
    }

    @Test("counts bytes, not characters, where it is to")
    func bytes() async throws {
        let service = try NotesService([
            "ask": """
            [{"require": {"bytes": "${text}", "most": 4}, "else": {"status": 413, "error": "long"}}, {"answer": {}}]
            """
        ])
        #expect(try await service.send("ask", ["text": "éé"]).status == 200)
        #expect(try await service.send("ask", ["text": "ééa"]).status == 413)
        #expect(try await service.send("ask").status == 200)
    }

    @Test("marks more records than one transaction of DynamoDB takes")
    func many() async throws {
        let service = try NotesService([
            "add": """
            [{"put": "Entries", "item": {"account": "a", "done": false, "amount": 1}}, {"answer": {}}]
            """,
            "mark": """
            [{"query": "Entries", "where": {"account": "a", "done": false}, "as": "open"},
             {"update": "open", "set": {"done": true}}, {"answer": {"count": {"$count": "${open}"}}}]
            """,
        ])
        for _ in 0..<250 { #expect(try await service.send("add").status == 200) }
        #expect(try await service.send("mark").body["count"] == 250)
        #expect(try service.records("Entries").allSatisfy { $0["done"] == true })
        #expect(try await service.send("mark").body["count"] == 0)
    }
}
