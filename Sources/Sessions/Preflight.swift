import FaultInjection
import Lambda

extension LambdaRequest {
    /// Whether the request is a CORS preflight of a browser.
    ///
    /// No fault is injected into it: a page should see the fault of its own request, and rules count the requests of
    /// pages, whatever their headers. A Function URL with CORS enabled also answers it without the function.
    var isPreflight: Bool { method == "OPTIONS" }
}

extension LambdaResponse {
    /// The headers of the mock that a page of another origin may send.
    private static let ownHeaders = [SessionSelection.header, FaultHeader.name]

    /// Allows pages of other origins to send the mock's headers, in addition to those that the service allows.
    ///
    /// Source: WHATWG Fetch, "CORS protocol".
    mutating func allowOwnHeaders() {
        let name = "Access-Control-Allow-Headers"
        guard let allowed = headers[name] else { return }
        headers[name] = ([allowed] + Self.ownHeaders).joined(separator: ", ")
    }
}
