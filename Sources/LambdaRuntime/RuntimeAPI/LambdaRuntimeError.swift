/// The reason why a runtime ended: the Runtime API cannot be used.
public enum LambdaRuntimeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `AWS_LAMBDA_RUNTIME_API` is not set, or names no host.
    case noRuntimeAPI(String?)
    /// No complete answer of the Runtime API.
    case unreachable(call: String, reason: String)
    /// An answer of the Runtime API that ends the runtime.
    case refused(call: String, status: Int, body: String)
    /// An invocation without its id.
    case noRequestID

    /// The problem and what to check, on one line.
    public var description: String {
        switch self {
        case .noRuntimeAPI(nil):
            "AWS_LAMBDA_RUNTIME_API is not set, so there is no Lambda to run in; use 'understudy serve' on a machine of "
                + "your own"
        case .noRuntimeAPI(let text?):
            "AWS_LAMBDA_RUNTIME_API is '\(text)', which is not HOST:PORT; the platform sets it, so leave it alone"
        case .unreachable(let call, let reason):
            "the Runtime API did not answer \(call): \(reason); look at AWS_LAMBDA_RUNTIME_API"
        case .refused(let call, let status, let body):
            "the Runtime API answered \(call) with \(status): \(body); look at the function's log before this line"
        case .noRequestID:
            "the Runtime API gave an invocation without Lambda-Runtime-Aws-Request-Id; look at AWS_LAMBDA_RUNTIME_API"
        }
    }
}
