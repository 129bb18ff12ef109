import Contracts
import JSON
import Testing

@Suite("An expected status")
struct StatusExpectationTests {
    @Test(
        "takes the statuses that it names, and no others",
        arguments: [
            (404, [404], [403, 405, 200], "404"),
            ("4xx", [400, 499], [399, 500], "4xx"),
            ([200, "4xx"], [200, 404], [201, 500], "200 or 4xx"),
        ] as [(JSONValue, [Int], [Int], String)]
    )
    func matches(_ source: JSONValue, _ right: [Int], _ wrong: [Int], _ text: String) throws {
        let expectation = try #require(StatusExpectation(source))
        #expect(right.allSatisfy(expectation.matches))
        #expect(!wrong.contains(where: expectation.matches))
        #expect(expectation.description == text)
    }

    @Test(
        "is nothing else",
        arguments: [99, 600, "4x", "xxx", "44xx", "0xx", [], [404, "x"], nil, true] as [JSONValue]
    )
    func refuses(_ source: JSONValue) {
        #expect(StatusExpectation(source) == nil)
    }

    @Test(
        "of a count says how many",
        arguments: [
            (CountExpectation(exactly: 3), [3], [2, 4], "3"),
            (CountExpectation(minimum: 2), [2, 99], [1], "at least 2"),
            (CountExpectation(minimum: 2, maximum: 3), [2, 3], [1, 4], "2 to 3"),
        ]
    )
    func counts(_ count: CountExpectation, _ right: [Int], _ wrong: [Int], _ text: String) {
        #expect(right.allSatisfy(count.isMet))
        #expect(!wrong.contains(where: count.isMet))
        #expect(count.description == text)
    }
}
