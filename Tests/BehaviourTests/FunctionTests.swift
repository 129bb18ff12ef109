import JSON
import Testing

@Suite("A function of a behaviour")
struct FunctionTests {
    @Test(
        "computes its value",
        arguments: [
            (
                #"{"$first": ["${text}", "${owner}", "none"]}"#,
                #"{"owner": "ana"}"#,
                #""ana""#
            ),
            (
                #"{"$first": ["${text}", "none"]}"#,
                #"{"text": null}"#,
                #""none""#
            ),
            (
                #"{"$case": "${owner}", "of": {"ana": 1, "ben": "${text}"}, "else": 3}"#,
                #"{"owner": "ana"}"#,
                #"1"#
            ),
            (
                #"{"$case": "${owner}", "of": {"ana": 1, "ben": "${text}"}, "else": 3}"#,
                #"{"owner": "ben", "text": 2}"#,
                #"2"#
            ),
            (
                #"{"$case": "${owner}", "of": {"ana": 1}, "else": 3}"#,
                #"{}"#,
                #"3"#
            ),
            (
                #"{"$case": "${amount}", "of": {"2": "two", "true": "yes"}}"#,
                #"{"amount": 2}"#,
                #""two""#
            ),
            (
                #"{"$case": "${amount}", "of": {"2": "two", "true": "yes"}}"#,
                #"{"amount": true}"#,
                #""yes""#
            ),
            (
                #"{"$merge": [{"a": 1, "b": 1}, "${text}", {"c": "${owner}", "d": "${id}"}]}"#,
                #"{"text": {"b": 2}, "owner": "x"}"#,
                #"{"a": 1, "b": 2, "c": "x"}"#
            ),
            (
                #"{"$count": "${text}"}"#,
                #"{"text": [1, 2, 3]}"#,
                #"3"#
            ),
            (
                #"{"$count": "${text}"}"#,
                #"{}"#,
                #"0"#
            ),
            (
                #"{"$count": "${text}", "where": {"a": "${amount}"}}"#,
                #"{"text": [{"a": 1}, {"a": 2}, {"a": 1.0}], "amount": 1}"#,
                #"2"#
            ),
            (
                #"{"$sum": "${text}", "of": "/a"}"#,
                #"{"text": [{"a": 0.1}, {"a": 0.2}, {"b": 5}]}"#,
                #"0.3"#
            ),
            (
                #"{"$project": "${text}", "members": ["b", "a", "c"]}"#,
                #"{"text": {"a": 1, "b": 2, "d": 3}}"#,
                #"{"b": 2, "a": 1}"#
            ),
            (
                #"{"$project": "${text}", "without": ["a"]}"#,
                #"{"text": [{"a": 1, "b": 2}, {"b": 3}]}"#,
                #"[{"b": 2}, {"b": 3}]"#
            ),
            (
                #"{"$prefix": "${text}", "characters": 2}"#,
                #"{"text": "e\u0301fg"}"#,
                #""e\u0301f""#
            ),
            (
                #"{"$prefix": "${text}", "bytes": 3}"#,
                #"{"text": "e\u0301fg"}"#,
                #""e\u0301""#
            ),
            (
                #"{"$prefix": "${text}", "bytes": 2}"#,
                #"{"text": "e\u0301fg"}"#,
                #""e""#
            ),
            (
                #"{"$prefix": "${text}", "characters": 9, "bytes": 90}"#,
                #"{"text": "ab"}"#,
                #""ab""#
            ),
            (
                #"{"$literal": {"a": "${owner}", "$first": 1}}"#,
                #"{}"#,
                #"{"a": "${owner}", "$first": 1}"#
            ),
            (
                #""${text/a/1} of ${amount}""#,
                #"{"text": {"a": [1, "x"]}, "amount": 7}"#,
                #""x of 7""#
            ),
            (
                #""${text/a/1}""#,
                #"{"text": {"a": [1, {"y": true}]}}"#,
                #"{"y": true}"#
            ),
            (
                #"["${owner}", "${id}", 1]"#,
                #"{"id": "b"}"#,
                #"["b", 1]"#
            ),
            (
                #"{"$now": {"after": "${amount}"}}"#,
                #"{"amount": 1767225600001}"#,
                #"1767225600002"#
            ),
            (
                #"{"$now": {"after": "${amount}"}}"#,
                #"{"amount": 5}"#,
                #"1767225600001"#
            ),
            (
                #"{"$now": {"notBefore": "${amount}"}}"#,
                #"{"amount": 1767225600009}"#,
                #"1767225600009"#
            ),
            (
                #"{"$now": {"as": "seconds"}}"#,
                #"{}"#,
                #"1767225600"#
            ),
            (
                #"{"$now": {"as": "seconds", "after": "${amount}"}}"#,
                #"{"amount": 1767225600}"#,
                #"1767225601"#
            ),
            (
                #"{"$now": {"as": "rfc3339"}}"#,
                #"{}"#,
                #""2026-01-01T00:00:00.001Z""#
            ),
            (
                #"{"$now": {"as": "rfc3339", "after": "${text}"}}"#,
                #"{"text": "2026-02-28T23:59:59.999+00:00"}"#,
                #""2026-03-01T00:00:00.000Z""#
            ),
        ]
    )
    func values(_ value: String, _ arguments: String, _ expected: String) async throws {
        let service = try NotesService(["ask": #"[{"answer": {"value": \#(value)}}]"#])
        #expect(service.problems == [])
        let (status, body) = try await service.send("ask", arguments)
        #expect(status == 200, "\(body.compactText)")
        #expect(body["value"] == (try JSONValue(parsing: expected)))
    }

    @Test(
        "that cannot be computed is a 500 in the contract's error shape, with the place",
        arguments: [
            (
                #"{"$count": "${text}"}"#,
                #"{"text": 1}"#,
                #"number has no elements"#
            ),
            (
                #"{"$sum": "${text}", "of": "/a"}"#,
                #"{"text": [{"a": "x"}]}"#,
                #"string cannot be added up"#
            ),
            (
                #"{"$merge": ["${text}"]}"#,
                #"{"text": [1]}"#,
                #"array cannot be merged"#
            ),
            (
                #"{"$prefix": "${text}", "bytes": 3}"#,
                #"{"text": 1}"#,
                #"number has no beginning"#
            ),
            (
                #"{"$project": "${text}", "members": ["a"]}"#,
                #"{"text": 1}"#,
                #"number has no members"#
            ),
            (
                #"{"$now": {"after": "${text}"}}"#,
                #"{"text": "x"}"#,
                #"is no time in milliseconds"#
            ),
            (
                #""a ${text} b""#,
                #"{"text": [1]}"#,
                #"array cannot stand inside a text"#
            ),
            (
                #""a ${text} b""#,
                #"{}"#,
                #"absent"#
            ),
        ]
    )
    func failures(_ value: String, _ arguments: String, _ reason: String) async throws {
        let service = try NotesService(["ask": #"[{"answer": {"value": \#(value)}}]"#])
        let (status, body) = try await service.send("ask", arguments)
        #expect(status == 500)
        let text = try #require(body["error"]?.stringValue)
        #expect(
            text.contains(reason) && text.contains("actions/ask.json#/behaviour/0/answer/value"),
            "\(text)"
        )
    }
}
