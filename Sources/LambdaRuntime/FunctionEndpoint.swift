public import Lambda

/// An endpoint that a runtime answers invocations by.
public protocol FunctionEndpoint: Endpoint {
    /// Returns what is sent in place of a response that is longer than the platform takes.
    ///
    /// - Parameter bytes: The length of the response's payload.
    /// - Returns: The replacement, such as a refusal that says so.
    func replacement(forResponseOf bytes: Int) -> LambdaResponse
}
