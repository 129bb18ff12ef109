import Contracts
import JSON

/// A compiled refusal.
struct CompiledRefusal: Sendable {
    var status: Int
    /// The reason; `nil` for a general one.
    var reason: Expression?
    /// The general reason.
    var general: String

    /// Computes the interruption.
    func interruption(in execution: Execution) -> Interruption {
        let text = reason.flatMap { try? execution.value(of: $0) }?.stringValue
        return .refused(status: status, reason: text ?? general)
    }
}

extension BehaviourCompiler {
    /// Compiles a refusal.
    mutating func refusal(_ refusal: BehaviourRefusal, general: String) -> CompiledRefusal {
        CompiledRefusal(
            status: refusal.status,
            reason: refusal.error.map { expression($0) },
            general: general
        )
    }
}
