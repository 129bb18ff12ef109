import Contracts
import Testing

@Suite("A misspelt name")
struct NearestNameTests {
    @Test(
        "is answered with the one that was meant",
        arguments: [
            ("mesage", "message"), ("user_di", "user_id"), ("Message", "message"), ("colour", nil), ("", nil),
        ]
    )
    func suggestion(_ name: String, _ expected: String?) {
        #expect(NearestName.suggestion(for: name, among: ["message", "user_id", "text"]) == expected)
    }
}
