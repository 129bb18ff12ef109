import JSON
import Testing

@Suite("Duplicate names")
struct DuplicateNameTests {
    @Test(
        "are refused with both places",
        arguments: [
            (#"{"a":1,"a":2}"#, "a", 1, 7, "/a"), (#"{"a":1,"b":2,"\u0061":3}"#, "a", 1, 13, "/a"),
            (#"[{"x":{"é":1,"b":{},"é":2}}]"#, "é", 7, 21, "/0/x/é"), (#"{"":1,"":1}"#, "", 1, 6, "/"),
            (#"{"a":{"a":1},"a":[]}"#, "a", 1, 13, "/a"), (#"{"a\n":1,"a\u000A":1}"#, "a\n", 1, 9, "/a\n"),
            (#"{"a/b":1,"a/b":1}"#, "a/b", 1, 9, "/a~1b"),
        ]
    )
    func refused(text: String, name: String, first: Int, second: Int, pointer: String) throws {
        let error = try #require(throws: JSONError.self) { try JSONParser().parse(text) }
        guard case .duplicateName(name, let earlier) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(earlier.offset == first)
        #expect(error.position.offset == second)
        #expect(error.pointer.description == pointer)
    }

    @Test("are told apart by bytes, so names that only look the same are two names")
    func byBytes() throws {
        let value = try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(value.objectValue?.count == 2)
    }

    @Test("are found in objects of any size", arguments: [2, 15, 16, 17, 18, 32, 33, 63, 64, 65, 1000])
    func anySize(count: Int) throws {
        for repeated in [0, count / 2, count - 1] {
            let names = (0..<count).map { "name \($0)" } + ["name \(repeated)"]
            let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            let error = try #require(throws: JSONError.self) { try JSONParser().parse(text) }
            guard case .duplicateName("name \(repeated)", let first) = error.kind else {
                Issue.record("\(error)")
                return
            }
            let firstPlace = text.utf8.firstRange(of: "\"name \(repeated)\"".utf8)
            #expect(
                first.offset
                    == firstPlace.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) }
            )
        }
    }

    @Test("are no duplicates in different objects, nor names that share their length and ends")
    func distinct() throws {
        let names = ["01234567-a-89abcdef", "01234567-b-89abcdef", "01234567-c-89abcdef"]
        let object = "{" + names.map { "\"\($0)\":{\"x\":1,\"y\":{\"x\":1}}" }.joined(separator: ",") + "}"
        #expect(try JSONValue(parsing: "[\(object),\(object)]").arrayValue?.count == 2)
    }

    @Test("keep the last value in the first one's place when the parser is told so", arguments: [0, 20])
    func keepLast(others: Int) throws {
        let more = (0..<others).map { ",\"n\($0)\":0" }.joined()
        let value = try JSONParser(duplicateNames: .keepLast).parse(
            "{\"a\":1,\"b\":{\"c\":1,\"c\":2}\(more),\"a\":3}"
        )
        #expect(value["a"] == 3)
        #expect(value["b"] == ["c": 2])
        #expect(value.objectValue?.names.first == "a")
        #expect(value.objectValue?.count == 2 + others)
    }
}
