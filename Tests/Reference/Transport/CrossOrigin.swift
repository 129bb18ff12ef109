import Lambda

/// The CORS headers, which let a page of another origin read the responses.
///
/// Source: WHATWG Fetch, "CORS protocol".
enum CrossOrigin {
    /// Sets the headers of a response, each exactly once: a browser rejects a response with two origins.
    static func addHeaders(to response: inout LambdaResponse) {
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    }

    /// Returns the response to `OPTIONS`, the preflight request of a browser.
    static func preflight() -> LambdaResponse {
        LambdaResponse(
            status: 204,
            headers: [
                "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
                "Access-Control-Allow-Headers": "Content-Type, Authorization, If-None-Match",
                "Access-Control-Max-Age": "86400",
            ]
        )
    }
}
