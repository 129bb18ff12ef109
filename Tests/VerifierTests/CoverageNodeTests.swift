import Contracts
import JSON
import JSONSchema
import Testing

@testable import Verifier
import VerifierEvents

@Suite("A schema taken apart")
struct CoverageNodeTests {
    /// The points that values reach, as `ASPECT PLACE SUBJECT`, in the order in which the schema lists them.
    private func reached(
        _ schema: JSONValue,
        _ values: [JSONValue],
        side: CoverageBuilder.Side = .body
    ) throws -> (reached: [String], total: [String]) {
        var builder = CoverageBuilder(contract: try Reference.contract(), side: side, points: [])
        let node = builder.node(schema, at: SourceLocation(file: "none.json"))
        let compiled = try SchemaRegistry().compile(schema)
        var hits: [Int] = []
        for value in values {
            node.visit(value, broken: Set(compiled.errors(in: value).map(\.keywordLocation)), &hits)
        }
        let names = builder.points.map { "\($0.aspect.rawValue) \($0.place) \($0.subject)" }
        return (Set(hits).sorted().map { names[$0] }, names)
    }

    @Test("tells a kept keyword from a broken one, in elements and parts, too")
    func keywords() throws {
        let schema: JSONValue = [
            "type": "object", "required": ["list"],
            "properties": [
                "list": ["items": ["minimum": 3]],
                "text": ["allOf": [["maxLength": 2], ["pattern": "^a"]]],
            ],
        ]
        #expect(
            try reached(schema, [["list": [5, 9]]]).reached == [
                "keyword kept /list required", "keyword kept /list/* minimum 3", "member left out /text ",
            ]
        )
        #expect(
            try reached(schema, [["list": [1]], ["text": "abc"], ["list": ["x"], "text": "b"]]).reached == [
                "keyword kept /list required", "keyword broken /list required",
                "keyword broken /list/* minimum 3", "member sent /text ", "member left out /text ",
                "keyword kept /text maxLength 2", "keyword broken /text maxLength 2",
                "keyword kept /text pattern ^a", "keyword broken /text pattern ^a",
            ]
        )
    }

    @Test("lists every value of an enumeration and of a list of types")
    func values() throws {
        let schema: JSONValue = [
            "properties": ["a": ["enum": ["x", 1]], "b": ["type": ["integer", "null"]]]
        ]
        #expect(
            try reached(schema, [["a": "x", "b": 3]]).reached == [
                "member sent /a ", "request value /a \"x\"", "member sent /b ",
                "request value /b a value of type integer",
            ]
        )
        #expect(
            try reached(schema, [["a": 1, "b": nil], ["a": "y", "b": "z"]]).reached == [
                "member sent /a ", "request value /a 1", "keyword broken /a enum", "member sent /b ",
                "request value /b a value of type null", "keyword broken /b type",
            ]
        )
    }

    @Test("has no point that a query cannot reach")
    func query() throws {
        let schema: JSONValue = [
            "type": "object", "required": ["a"],
            "properties": [
                "a": ["type": "string", "minLength": 1], "b": ["type": "string", "minLength": 2],
            ],
        ]
        #expect(
            try reached(schema, [], side: .query).total == [
                "keyword kept /a required", "keyword broken /a required", "keyword kept /a type string",
                "keyword kept /a minLength 1", "member sent /b ", "member left out /b ",
                "keyword kept /b type string", "keyword kept /b minLength 2",
                "keyword broken /b minLength 2",
            ]
        )
    }

    @Test("says of an answer which listed values and optional members were in it")
    func answer() throws {
        let schema: JSONValue = [
            "required": ["list"],
            "properties": [
                "list": ["items": ["properties": ["kind": ["enum": ["a", "b"]]]]], "next": ["type": "string"],
            ],
        ]
        let result = try reached(schema, [["list": [["kind": "b"], ["other": 1]]]], side: .answer)
        #expect(result.reached == ["answer member /list/*/kind ", "answer value /list/*/kind \"b\""])
        #expect(
            Set(result.total).subtracting(result.reached) == [
                "answer value /list/*/kind \"a\"", "answer member /next ",
            ]
        )
    }

    @Test("ends where a schema refers to itself")
    func recursion() throws {
        var builder = CoverageBuilder(contract: try Reference.contract(), side: .body, points: [])
        _ = builder.node(
            ["properties": ["in": ["$ref": "records/lead.json"]], "allOf": [["$ref": "#"]]],
            at: SourceLocation(file: "records/../service.json")
        )
        #expect(builder.points.count < 1_000)
    }
}

@Suite("A book of latencies")
struct LatencyBookTests {
    @Test("gives percentiles that are right to three digits, and the longest")
    func percentiles() throws {
        let book = LatencyRecorder()
        for milliseconds in 1...1000 { book.note(Double(milliseconds) / 1000, of: "chat/send") }
        let latency = try #require(book.latencies.first)
        #expect(latency.action == "chat/send" && latency.count == 1000)
        for (seen, expected) in [
            (latency.median, 500.0), (latency.p95, 950), (latency.p99, 990), (latency.maximum, 1000),
        ] {
            #expect(abs(seen - expected) <= expected / 1000, "\(seen)")
        }
        #expect(latency.aloneMedian == nil)
    }

    @Test("shows how round trips spread, empty buckets between others too")
    func buckets() throws {
        let book = LatencyRecorder()
        for seconds in [0.0009, 0.001, 0.0011, 0.0199] { book.note(seconds, of: nil) }
        let latency = try #require(book.latencies.first)
        #expect(latency.action == CaseIdentity.transportSuite)
        #expect(latency.buckets.map(\.milliseconds) == [1, 2, 5, 10, 20])
        #expect(latency.buckets.map(\.count) == [2, 1, 0, 0, 1])
    }

    @Test("takes any number for a time", arguments: [0, -1, 1e12, .infinity, .nan, 1e-12])
    func extremes(seconds: Double) {
        let book = LatencyRecorder()
        book.note(seconds, of: "a")
        book.note(0.001, of: "a")
        #expect((book.latencies.first?.maximum ?? 0) >= 1)
    }

    @Test("tells the median of requests sent one at a time apart")
    func alone() throws {
        let book = LatencyRecorder()
        book.note(0.5, of: "a")
        book.note(alone: [0.001, 0.002, 0.004], of: "a")
        #expect(book.latencies.first?.aloneMedian == 2)
        #expect(book.latencies.first?.count == 1)
    }
}
