import Testing

@testable import Reports

@Suite("Expected and seen")
struct ExpectedAndSeenTests {
    typealias Row = ExpectedAndSeen.Row

    @Test(
        "are told apart in every form of a failure's details",
        arguments: [
            (
                ["expected: status 404", "seen: 400 {}"],
                [Row(place: "", expected: "status 404", seen: "400 {}")]
            ),
            (
                ["at '/a/0': expected \"x, seen y\", seen 3"],
                [Row(place: "/a/0", expected: "\"x", seen: "y\", seen 3")]
            ),
            (
                ["at '/a': must be a string, but is a number; seen: 3"],
                [Row(place: "/a", expected: "must be a string, but is a number", seen: "3")]
            ),
            (
                ["expected: no body; seen: 3 bytes", "expected: GET", "expected: POST", "seen: methods PUT"],
                [
                    Row(place: "", expected: "no body", seen: "3 bytes"),
                    Row(place: "", expected: "GET\nPOST", seen: "methods PUT"),
                ]
            ),
            (
                ["expected: 1", "seen: 2", "expected: 3", "seen: 4"],
                [Row(place: "", expected: "1", seen: "2"), Row(place: "", expected: "3", seen: "4")]
            ),
        ] as [([String], [Row])]
    )
    func rows(details: [String], rows: [Row]) {
        let read = ExpectedAndSeen(details)
        #expect(read.rows == rows)
        #expect(read.notes.isEmpty)
    }

    @Test("leave what is in no known form as it is")
    func notes() {
        let read = ExpectedAndSeen(["the request was answered: 200", "at nowhere"])
        #expect(read.rows.isEmpty)
        #expect(read.notes == ["the request was answered: 200", "at nowhere"])
    }
}
