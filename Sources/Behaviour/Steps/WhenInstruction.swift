import Contracts

/// Chooses between two lists of steps.
struct WhenInstruction: Instruction {
    let condition: CompiledCondition
    let then: [any Instruction]
    let otherwise: [any Instruction]
    let location: SourceLocation

    init(_ step: WhenStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        condition = compiler.condition(step.condition, at: location.appending("when"))
        compiler.depth += 1
        then = compiler.instructions(step.then)
        if !step.otherwise.isEmpty {
            compiler.explanations.append(.otherwise(depth: compiler.depth - 1))
        }
        otherwise = compiler.instructions(step.otherwise)
        compiler.depth -= 1
    }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let holds = try condition.holds(in: execution)
        execution.note(location, holds ? "holds" : "does not hold")
        return try await execution.run(holds ? then : otherwise)
    }
}
