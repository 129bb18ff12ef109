public import Foundation

/// What the platform says about one invocation of the function, beside its event.
///
/// Source: AWS, "Using the Lambda runtime API for custom runtimes", API version 2018-06-01.
public struct Invocation: Sendable, Hashable {
    /// The id of the invocation, which the platform's own log lines have as well.
    public var requestID: String
    /// The time at which the platform ends the invocation; `nil` where it does not say one.
    public var deadline: Date?
    /// The header of AWS X-Ray's trace, for requests to other services; `nil` where nothing is traced.
    public var traceID: String?
    /// The ARN by which the function was invoked, with its version or alias; `nil` where the platform does not say it.
    public var functionARN: String?

    /// The invocation that is being answered; `nil` outside of any.
    ///
    /// It takes the place of the environment variable `_X_AMZN_TRACE_ID`, which cannot be set while other threads read the
    /// environment.
    @TaskLocal public static var current: Invocation?

    /// Creates a description of an invocation.
    public init(
        requestID: String,
        deadline: Date? = nil,
        traceID: String? = nil,
        functionARN: String? = nil
    ) {
        self.requestID = requestID
        self.deadline = deadline
        self.traceID = traceID
        self.functionARN = functionARN
    }

    /// The seconds until the deadline at a time: negative after it, `nil` where there is none.
    public func secondsLeft(at time: Date = Date()) -> Double? {
        deadline.map { $0.timeIntervalSince(time) }
    }
}
