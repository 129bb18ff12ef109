import JSON
import Lambda

/// What the control API answers: a whole answer, or events as they happen.
struct ControlAnswer: Sendable {
    /// The answer, or the head of the one that goes on.
    var response: LambdaResponse
    /// The events that follow the head; `nil` for a whole answer.
    var events: (any AsyncSequence<ServerSentEvent, Never> & Sendable)?

    /// Something was done.
    static let success = ControlAnswer.json(["success": true])

    /// A JSON value.
    static func json(_ value: JSONValue, status: Int = 200) -> ControlAnswer {
        ControlAnswer(response: .json(status, value))
    }

    /// Events, one after the other until the client goes away.
    static func events(_ events: any AsyncSequence<ServerSentEvent, Never> & Sendable) -> ControlAnswer {
        ControlAnswer(
            response: LambdaResponse(status: 200, headers: ["Content-Type": "text/event-stream"]),
            events: events
        )
    }
}
