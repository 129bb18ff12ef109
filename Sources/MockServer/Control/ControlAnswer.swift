import JSON
import Lambda

/// An answer of the control API: a complete response, or a stream of events.
struct ControlAnswer: Sendable {
    /// The complete response, or the head of the stream.
    var response: LambdaResponse
    /// The events that follow the head; `nil` for a complete response.
    var events: (any AsyncSequence<ServerSentEvent, Never> & Sendable)?

    /// The answer `{"success": true}`.
    static let success = ControlAnswer.json(["success": true])

    /// Creates an answer with a JSON body.
    static func json(_ value: JSONValue, status: Int = 200) -> ControlAnswer {
        ControlAnswer(response: .json(status, value))
    }

    /// Creates an answer that streams events until the client disconnects.
    static func events(_ events: any AsyncSequence<ServerSentEvent, Never> & Sendable) -> ControlAnswer {
        ControlAnswer(
            response: LambdaResponse(status: 200, headers: ["Content-Type": "text/event-stream"]),
            events: events
        )
    }
}
