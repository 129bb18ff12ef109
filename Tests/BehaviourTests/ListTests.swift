import JSON
import Testing

@Suite("A list of a behaviour")
struct ListTests {
    private static let add = """
        [{"put": "Entries", "item": {"account": "${owner}", "kind": "${kind}", "at": "${amount}", "text": "${text}"}}, {"answer": {}}]
        """

    private static func list(_ options: String) -> String {
        #"[{"answer": {"entries": {"$list": "Entries", \#(options), "limit": "${limit}", "most": 50, "cursor": "${cursor}", "after": "${since}", "page": "next"}}}]"#
    }

    private static let lists = [
        "one partition, ascending": #""where": {"account": "a"}, "order": "at""#,
        "one partition, newest page first": #""where": {"account": "a"}, "order": "at", "pages": "backward""#,
        "several partitions, descending":
            #""where": {"kind": ["x", "y", "z"]}, "order": "at", "direction": "descending""#,
        "several partitions, ascending": #""where": {"kind": ["x", "y", "z"]}, "order": "at""#,
        "sorted after reading": #""where": {"account": "a"}, "order": "text", "direction": "descending""#,
        "a scan": #""order": "at", "scan": true"#,
    ]

    @Test("gives every record once by its cursors, while others are added", arguments: lists.keys.sorted())
    func walk(_ name: String) async throws {
        let options = try #require(Self.lists[name])
        let service = try NotesService(["add": Self.add, "list": Self.list(options)])
        #expect(service.problems == [])
        for number in 0..<23 {
            // Three records share each time.
            let kind: JSONValue = ["x", "y", "z"][number % 3]
            let text = JSONValue.string("t\(number / 2 + 10)")
            let arguments: JSONObject = [
                "owner": "a", "kind": kind, "amount": .number(JSONNumber(number / 3)), "text": text,
            ]
            #expect(try await service.send("add", arguments).status == 200)
        }
        let whole = try await service.send("list").body["entries"]?.arrayValue ?? []
        #expect(whole.count == 23)
        var seen: [JSONValue] = []
        var arguments: JSONObject = ["limit": "4"]
        var pages = 0
        repeat {
            let (status, body) = try await service.send("list", arguments)
            try #require(status == 200, "\(body.compactText)")
            let page = body["entries"]?.arrayValue ?? []
            #expect(page.count <= 4)
            if options.contains("backward") { seen = page + seen } else { seen += page }
            arguments["cursor"] = body["next"]
            pages += 1
            // Added where the list begins, so it is of no page to come.
            let isDescending = options.contains("descending") || options.contains("backward")
            let addition: JSONObject = [
                "owner": "a", "kind": "x", "amount": isDescending ? 99 : -1,
                "text": isDescending ? "t99" : "t00",
            ]
            #expect(try await service.send("add", addition).status == 200)
        } while arguments["cursor"] != nil && pages < 20
        #expect(pages == 6)
        #expect(seen == whole)
    }

    @Test("leaves out what is not after a time, and refuses what it cannot read")
    func since() async throws {
        let service = try NotesService([
            "add": Self.add, "list": Self.list(#""where": {"account": "a"}, "order": "at""#),
        ])
        for number in 0..<5 {
            _ = try await service.send(
                "add",
                ["owner": "a", "kind": "x", "amount": .number(JSONNumber(number))]
            )
        }
        let times = try await service.send("list", ["since": "2"]).body["entries"]?.arrayValue?.map {
            $0["at"]
        }
        #expect(times == [3, 4])
        for arguments in [
            ["since": "soon"], ["limit": "0"], ["limit": "1.5"], ["limit": "-1"], ["cursor": "%%"],
            ["cursor": "bm8"],
        ]
            as [JSONObject]
        {
            #expect(try await service.send("list", arguments).status == 400, "\(arguments)")
        }
    }

    @Test("refuses the cursor of another list")
    func foreignCursor() async throws {
        let service = try NotesService([
            "add": Self.add, "list": Self.list(#""where": {"account": "${owner}"}, "order": "at""#),
            "all": Self.list(#""order": "at", "scan": true"#),
        ])
        for number in 0..<3 {
            _ = try await service.send(
                "add",
                ["owner": "a", "kind": "x", "amount": .number(JSONNumber(number))]
            )
        }
        let own = try await service.send("list", ["owner": "a", "limit": "1"]).body["next"]
        let sorted = try await service.send("all", ["limit": "1"]).body["next"]
        #expect(try await service.send("list", ["owner": "b", "cursor": own ?? .null]).status == 400)
        #expect(try await service.send("list", ["owner": "a", "cursor": sorted ?? .null]).status == 400)
        #expect(try await service.send("all", ["cursor": own ?? .null]).status == 400)
    }

    @Test("stops before the response gets too large, and leads on with its cursor")
    func bytes() async throws {
        let service = try NotesService([
            "add": Self.add, "list": Self.list(#""where": {"account": "a"}, "order": "at""#),
        ])
        let text = JSONValue.string(String(repeating: "x", count: 30_000))
        for number in 0..<5 {
            _ = try await service.send(
                "add",
                ["owner": "a", "kind": "x", "amount": .number(JSONNumber(number)), "text": text]
            )
        }
        #expect(try await service.send("list").status == 413)
        let (_, first) = try await service.send("list", ["limit": "5"])
        #expect(first["entries"]?.arrayValue?.count == 3)
        let (_, second) = try await service.send("list", ["limit": "5", "cursor": first["next"] ?? .null])
        #expect(second["entries"]?.arrayValue?.count == 2)
        #expect(second["next"] == nil)
    }

    @Test("does not show when a record's life ends")
    func retention() async throws {
        let service = try NotesService(
            ["add": Self.add, "list": Self.list(#""where": {"account": "a"}, "order": "at""#)],
            timeToLive: true
        )
        _ = try await service.send("add", ["owner": "a", "kind": "x", "amount": 5_000])
        #expect(try service.records("Entries").map { $0["expires"] } == [65])
        #expect(try await service.send("list").body["entries"]?.arrayValue?.map { $0["expires"] } == [nil])
    }
}
