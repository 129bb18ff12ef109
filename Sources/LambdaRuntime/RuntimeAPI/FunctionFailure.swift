import JSON

/// An error as the Runtime API takes it: of the start, or of one invocation.
public struct FunctionFailure: Error, Sendable, Hashable {
    /// The kind of the error, as `Category.Reason`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The function did not start: its contract, its store or its options cannot be used.
        case start = "Runtime.InitFailed"
        /// The event is not one of an HTTP request.
        case event = "Runtime.UnknownEvent"
        /// The function gave no response.
        case function = "Function.NoResponse"
        /// The response is longer than the platform takes, and so is what would be sent in its place.
        case size = "Function.ResponseSizeTooLarge"
    }

    /// The kind of the error.
    public var kind: Kind
    /// What went wrong and what to do, on one line.
    public var message: String

    /// Creates a description of an error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The body of the report to the Runtime API.
    var json: JSONValue {
        ["errorMessage": .string(message), "errorType": .string(kind.rawValue), "stackTrace": []]
    }
}
