import JSON
import Testing

@Suite("A JSON value")
struct JSONValueTests {
    @Test("compares objects without order, arrays with it, strings by bytes")
    func equality() throws {
        let value: JSONValue = ["a": 1, "b": ["x", "y"], "c": ["d": nil]]
        let other: JSONValue = ["c": ["d": nil], "b": ["x", "y"], "a": 1]
        #expect(value == other)
        #expect(value.hashValue == other.hashValue)
        #expect(value != ["a": 1, "b": ["y", "x"], "c": ["d": nil]])
        #expect(value != ["a": 1, "b": ["x", "y"]])
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue(parsingLiteral: "1.0") == 1)
        #expect(JSONValue.null != false)
        #expect(JSONValue.number(0) != false)
        #expect(JSONValue.string("1") != 1)
        #expect(JSONValue.array([]) != [:])
        #expect(["a": nil] as JSONValue != ["b": nil])
        #expect(["a": 1, "b": 2] as JSONValue != ["b": 1, "a": 2])
    }

    @Test("hashes by what it compares", arguments: [5, 50])
    func hashing(count: Int) {
        let members = (0..<count).map { JSONMember(name: "n\($0)", value: .number(JSONNumber($0))) }
        let forward = JSONValue.object(JSONObject(members))
        let backward = JSONValue.object(JSONObject(members.reversed()))
        #expect(forward == backward)
        #expect(Set([forward, backward, [1], [1], .string("\u{E9}"), .string("e\u{301}")]).count == 4)
    }

    @Test("gives its parts by type, and nothing for another type")
    func access() throws {
        let value = try JSONValue(parsing: #"{"b":true,"n":3.0,"s":"x","a":[1],"o":{"k":null}}"#)
        #expect(value["b"]?.boolValue == true)
        #expect(value["n"]?.intValue == 3)
        #expect(value["n"]?.numberValue?.text == "3.0")
        #expect(value["s"]?.stringValue == "x")
        #expect(value["a"]?.arrayValue == [1])
        #expect(value["o"]?.objectValue?.names == ["k"])
        #expect(value["o"]?["k"]?.isNull == true)
        #expect(value["s"]?.intValue == nil)
        #expect(value["n"]?.stringValue == nil)
        #expect(value["missing"] == nil)
        #expect(value["a"]?["x"] == nil)
        #expect(
            value.objectValue?.map(\.value.typeName) == ["boolean", "number", "string", "array", "object"]
        )
        #expect(JSONValue.null.typeName == "null")
    }
}

extension JSONValue {
    fileprivate init?(parsingLiteral text: String) {
        guard let number = JSONNumber(text) else { return nil }
        self = .number(number)
    }
}

@Suite("A JSON object")
struct JSONObjectTests {
    @Test(
        "finds, changes, adds and removes members at any size",
        arguments: [1, 8, 15, 16, 17, 31, 32, 33, 40, 200]
    )
    func members(count: Int) {
        var object = JSONObject()
        for number in 0..<count { object["name \(number)"] = .number(JSONNumber(number)) }
        #expect(object.count == count)
        for number in 0..<count { #expect(object["name \(number)"]?.intValue == number) }
        #expect(object["name \(count)"] == nil)

        object["name 0"] = "changed"
        #expect(object["name 0"] == "changed")
        #expect(object.names.first == "name 0")

        object["name \(count / 2)"] = nil
        #expect(object["name \(count / 2)"] == nil)
        #expect(object.count == count - 1)
        object["none"] = nil
        object["name \(count / 2)"] = .null
        #expect(object.names.last == "name \(count / 2)")
        for number in 1..<count where number != count / 2 {
            #expect(object["name \(number)"]?.intValue == number)
        }
    }

    @Test("keeps a value of its own when a copy changes")
    func copies() {
        let original: JSONObject = ["a": 1]
        var copy = original
        copy["a"] = 2
        copy["b"] = 3
        #expect(original == ["a": 1])
        #expect(copy == ["b": 3, "a": 2])
    }

    @Test("made of duplicates keeps the last value in the first place")
    func duplicates() {
        let object = JSONObject([
            JSONMember(name: "a", value: 1), JSONMember(name: "b", value: 2), JSONMember(name: "a", value: 3),
        ])
        #expect(object.members == [JSONMember(name: "a", value: 3), JSONMember(name: "b", value: 2)])
        #expect(Array(object).count == 2)
        #expect(JSONObject().isEmpty)
    }
}

@Suite("An exact string")
struct ExactStringTests {
    @Test("compares, orders and hashes by UTF-8 bytes")
    func bytes() {
        let composed: ExactString = "\u{E9}"
        let decomposed: ExactString = "e\u{301}"
        #expect(composed != decomposed)
        #expect(composed == ExactString("\u{E9}"))
        #expect(Set([composed, decomposed, composed]).count == 2)
        #expect(decomposed < composed)
        #expect(
            ["b", "a", "\u{10000}", "\u{FFFF}", "aa", ""].map { ExactString($0) }.sorted().map(\.string) == [
                "", "a", "aa", "b", "\u{FFFF}", "\u{10000}",
            ]
        )
        #expect(ExactString("0123456789abcdefX") != ExactString("0123456789abcdefY"))
        #expect("\(composed)" == "\u{E9}")
    }
}
