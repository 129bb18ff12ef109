import Lambda

extension LambdaRequest {
    /// Whether a browser sends it before the request that a page has asked for.
    ///
    /// No fault happens to it: a page sees the fault of its own request, and rules count what pages ask for, whatever
    /// their headers are. A Function URL that has CORS set up answers it without the function, too.
    var isPreflight: Bool { method == "OPTIONS" }
}

extension LambdaResponse {
    /// The headers of the mock's own that a page of another origin may send.
    private static let ownHeaders = [SessionSelection.header, FaultHeader.name]

    /// Lets pages of other origins send the mock's own headers, beside those that the service lets them send.
    ///
    /// Source: WHATWG Fetch, "CORS protocol".
    mutating func allowOwnHeaders() {
        let name = "Access-Control-Allow-Headers"
        guard let allowed = headers[name] else { return }
        headers[name] = ([allowed] + Self.ownHeaders).joined(separator: ", ")
    }
}
