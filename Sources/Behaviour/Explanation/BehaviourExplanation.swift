public import Contracts
import JSON

/// A behaviour in sentences, with the access paths of its steps and their cost.
public struct BehaviourExplanation: Sendable, CustomStringConvertible {
    /// The action.
    let action: Action
    /// The steps, in order.
    let steps: [StepExplanation]
    /// Whether a step writes.
    let writes: Bool

    /// The action, a line for each step, and what holds for all of them.
    public var description: String {
        var lines = ["\(action.name) (\(action.method)): \(action.summary)"]
        var numbers: [Int] = []
        for step in steps {
            while numbers.count > step.depth + 1 { numbers.removeLast() }
            while numbers.count < step.depth + 1 { numbers.append(0) }
            let indent = String(repeating: "   ", count: step.depth + 1)
            guard !step.isOtherwise else {
                lines.append("\(indent)   \(step.sentence)")
                continue
            }
            numbers[step.depth] += 1
            lines.append("\(indent)\(numbers[step.depth]). \(step.sentence)")
            lines += step.access.map { "\(indent)   - \($0)" }
        }
        lines.append(
            writes
                ? "   All of it is one transaction: what was read is a condition of what is written, and a request that loses "
                    + "against another one starts again."
                : "   It writes nothing: all reads see the tables at one time."
        )
        return lines.joined(separator: "\n")
    }
}

extension BehaviourProgram {
    /// Explains the behaviour of an action; `nil` when it has none that is of use.
    public func explanation(of action: Action) -> BehaviourExplanation? {
        behaviour(of: action).map {
            BehaviourExplanation(action: action, steps: $0.steps, writes: $0.writes)
        }
    }
}
