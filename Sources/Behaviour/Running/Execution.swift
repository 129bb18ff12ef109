import Contracts
import JSON
import Tables

/// One attempt of a behaviour: what it knows, and what it is going to write.
final class Execution {
    /// The arguments of the request.
    let arguments: JSONObject
    /// The time of the attempt, in milliseconds since 1970-01-01T00:00Z.
    let now: Int
    /// Tables, clock and ids.
    let environment: BehaviourEnvironment
    /// The program that runs.
    let program: CompiledBehaviour
    /// The values of names, by slot; `nil` for what is not bound.
    var slots: [JSONValue?]
    /// What was read and what is to be written.
    var transaction: Transaction
    /// The cursor of the next page of a list, with the member of the body that takes it and the argument that asks for it.
    var nextPage: (member: String?, cursor: String, argument: String?)?
    /// What the steps found, for the journal.
    let trace: BehaviourTrace?

    init(
        _ program: CompiledBehaviour,
        _ arguments: JSONObject,
        view: any TableStore,
        _ environment: BehaviourEnvironment,
        trace: BehaviourTrace?
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.trace = trace
        now = environment.now()
        slots = Array(repeating: nil, count: program.slots.count)
        transaction = Transaction(view: view, isTracked: program.writes)
    }

    /// Runs instructions until one answers.
    func run(_ instructions: [any Instruction]) async throws(Interruption) -> BehaviourAnswer? {
        for instruction in instructions {
            if let answer = try await instruction.run(self) { return answer }
        }
        return nil
    }

    /// Notes what a step found.
    func note(_ location: SourceLocation, _ outcome: @autoclosure () -> String) {
        trace?.append(location, outcome())
    }
}

/// The answer of a behaviour.
struct BehaviourAnswer {
    var status: Int
    /// The body; `nil` for none.
    var body: JSONValue?
    var headers: [(name: String, value: String)]
    /// The cursor of the next page that no member of the body takes, with the argument that asks for it.
    var next: (argument: String, cursor: String)?
}

/// A compiled step.
protocol Instruction: Sendable {
    /// How the records of the step are found or written, in words; `nil` where it touches no table.
    var access: String? { get }

    /// Runs the step.
    ///
    /// - Returns: The answer of the request; `nil` to go on.
    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer?
}

extension Instruction {
    var access: String? { nil }
}

/// A compiled behaviour.
struct CompiledBehaviour: Sendable {
    var instructions: [any Instruction]
    /// The names of the slots.
    var slots: [String]
    /// Whether a step writes.
    var writes: Bool
    /// Whether a step asks for the time.
    var readsTime: Bool
    /// Where it is written.
    var location: SourceLocation
    /// What its steps do, in words.
    var steps: [StepExplanation]

    /// Whether the answer depends on the request and the tables alone, and nothing is written.
    var readsTablesOnly: Bool { !writes && !readsTime }
}
