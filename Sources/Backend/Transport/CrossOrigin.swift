import Lambda

/// What lets a browser's page on another origin read the answers.
///
/// Source: WHATWG Fetch, "CORS protocol".
enum CrossOrigin {
    /// Puts the headers on an answer, each exactly once: a browser refuses an answer with two origins.
    static func mark(_ response: inout LambdaResponse) {
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    }

    /// The answer to `OPTIONS`, which a browser sends before a request that is not simple.
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
