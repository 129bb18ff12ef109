import JSON
import Lambda
import Testing

@testable import Verifier

@Suite("The names by which what was compared is known again")
struct ExchangeNameTests {
    private func exchange(_ body: String = "{}", by sender: String? = nil) -> RecordedExchange {
        RecordedExchange(
            number: 0,
            request: LambdaRequest(method: "POST", path: "/totals", rawQuery: "a=1", body: Array(body.utf8)),
            response: LambdaResponse(status: 200, body: Array("{}".utf8)),
            action: nil,
            seconds: 0,
            batch: nil,
            sender: sender
        )
    }

    @Test("differ where another user asks, or something else is asked")
    func questions() {
        let names = [
            exchange(), exchange(by: "ana"), exchange(by: "ben"), exchange(#"{"a": 1}"#, by: "ana"),
        ].map(\.question)
        #expect(Set(names).count == names.count)
        #expect(exchange(by: "ana").question == exchange(by: "ana").question)
    }

    @Test("differ for records of which any condition, the list or the place among several is another")
    func records() throws {
        let (link, name) = (try JSONPointer("/link"), try JSONPointer("/name"))
        let (leads, others) = (try JSONPointer("/leads"), try JSONPointer("/others"))
        let asked = exchange()
        let names = [
            asked.name(ofRecordWith: [(link, "l"), (name, "One")], in: leads, at: nil),
            asked.name(ofRecordWith: [(link, "l"), (name, "Two")], in: leads, at: nil),
            asked.name(ofRecordWith: [(link, "l"), (name, "One")], in: others, at: nil),
            asked.name(ofRecordWith: [(link, "l")], in: leads, at: 0),
            asked.name(ofRecordWith: [(link, "l")], in: leads, at: 1),
            asked.name(ofRecordWith: [], in: leads, at: nil),
        ]
        #expect(Set(names).count == names.count)
        // The same record of another answer.
        #expect(exchange(by: "ben").name(ofRecordWith: [(link, "l")], in: leads, at: 0) == names[3])
    }
}
