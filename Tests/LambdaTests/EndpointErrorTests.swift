import Lambda
import Testing

@Suite("An endpoint error")
struct EndpointErrorTests {
    @Test(
        "describes on one line what happened and what to check",
        arguments: [
            (EndpointError.unreachable(reason: "connection refused"), "connection refused; check the URL"),
            (.untrusted(reason: "self-signed; do this"), "cannot be reached: self-signed; do this"),
            (
                .timedOut(phase: "the response head", seconds: 2.5),
                "after 2.5 s waiting for the response head; raise --timeout or"
            ),
            (
                .timedOut(phase: EndpointError.connection + " and TLS", seconds: 1),
                "waiting for the connection and TLS; check the URL, raise --connect-timeout or"
            ),
            (.closedEarly(reason: "reset by peer"), "before the answer was complete: reset by peer"),
            (.malformed(reason: "no status line"), "be read as HTTP: no status line"),
            (.tooLarge(limit: 33_554_432), "larger than 33554432 bytes"),
            (.redirected(to: "https://other.example.com/"), "https://other.example.com/, another host"),
        ]
    )
    func wording(error: EndpointError, part: String) {
        #expect(error.description.contains(part))
        #expect(!error.description.contains("\n"))
    }
}
