import Contracts

/// Refuses the request unless a condition holds.
struct RequireInstruction: Instruction {
    let condition: CompiledCondition
    let refusal: CompiledRefusal
    let location: SourceLocation

    init(_ step: RequireStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        condition = compiler.condition(step.condition, at: location.appending("require"))
        refusal = compiler.refusal(
            step.refusal ?? BehaviourRefusal(status: 400, location: location),
            general: "the request does not fit what is stored"
        )
    }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        if try condition.holds(in: execution) {
            execution.note(location, "holds")
            return nil
        }
        execution.note(location, "does not hold")
        throw refusal.interruption(in: execution)
    }
}
