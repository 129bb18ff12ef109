import Contracts
import JSON
import Tables

/// Compiles the behaviour of one action: names become slots, finds become access paths.
struct BehaviourCompiler {
    /// A name of a found record, or of an array of them.
    struct Binding {
        var slot: Int
        var table: TableInfo
        var isArray: Bool
    }

    let contract: Contract
    let action: Action
    let tables: [ExactString: TableInfo]
    /// What is wrong.
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var bindings: [ExactString: Binding] = [:]
    private(set) var slots: [String] = []
    /// Whether a step writes.
    var writes = false
    /// Whether a step asks for the time.
    var readsTime = false
    /// The reads that the step being compiled needs before it can compute its values.
    var reads: [any Instruction] = []
    /// What the steps do, in words, in the order in which they are written.
    var explanations: [StepExplanation] = []
    /// How many steps stand around the one that is being compiled.
    var depth = 0
    private let arguments: Set<ExactString>
    private let required: Set<ExactString>

    init(_ contract: Contract, _ action: Action, _ tables: [ExactString: TableInfo]) {
        self.contract = contract
        self.action = action
        self.tables = tables
        arguments = contract.argumentNames(of: action)
            .union(action.claimNames.map { ExactString($0) })
        required = Set(action.request.requiredNames.map { ExactString($0) })
    }

    /// Compiles the behaviour.
    mutating func compile(_ behaviour: Behaviour) -> CompiledBehaviour {
        let instructions = self.instructions(behaviour.steps)
        if !behaviour.steps.alwaysAnswer {
            report(
                behaviour.location,
                "the behaviour ends without an answer",
                remedy: "let its last step be {\"answer\": ...}"
            )
        }
        return CompiledBehaviour(
            instructions: instructions,
            slots: slots,
            writes: writes,
            readsTime: readsTime,
            location: behaviour.location,
            steps: explanations
        )
    }

    /// Compiles a list of steps.
    mutating func instructions(_ steps: [BehaviourStep]) -> [any Instruction] {
        var instructions: [any Instruction] = []
        for (index, step) in steps.enumerated() {
            let outer = reads
            reads = []
            let place = explanations.count
            explanations.append(StepExplanation(depth: depth, sentence: sentence(step), access: []))
            let instruction = self.instruction(step)
            explanations[place].access = (reads + [instruction].compactMap(\.self)).compactMap(\.access)
            instructions += reads
            reads = outer
            if let instruction { instructions.append(instruction) }
            if step.alwaysAnswers, index + 1 < steps.count {
                report(
                    steps[index + 1].location,
                    "this step is never reached: the one before always answers",
                    remedy: "move it before the answer, or remove it"
                )
                break
            }
        }
        return instructions
    }

    private mutating func instruction(_ step: BehaviourStep) -> (any Instruction)? {
        switch step.kind {
        case .get(let get): GetInstruction(get, step.location, &self)
        case .query(let query): QueryInstruction(query, step.location, &self)
        case .require(let require): RequireInstruction(require, step.location, &self)
        case .put(let put): PutInstruction(put, step.location, &self)
        case .update(let update): UpdateInstruction(update, step.location, &self)
        case .delete(let delete): DeleteInstruction(delete, step.location, &self)
        case .when(let when): WhenInstruction(when, step.location, &self)
        case .answer(let answer): AnswerInstruction(answer, step.location, &self)
        }
    }

    // MARK: Names

    /// Gives a name to what a step finds.
    mutating func bind(
        _ name: String,
        to table: TableInfo,
        isArray: Bool,
        at location: SourceLocation
    ) -> Int {
        if arguments.contains(ExactString(name)) {
            report(
                location.appending("as"),
                "'\(name)' is an argument of the action already",
                remedy: "give the record another name"
            )
        }
        if let bound = bindings[ExactString(name)] {
            guard bound.table.contract.name == table.contract.name, bound.isArray == isArray else {
                report(
                    location.appending("as"),
                    "'\(name)' is the name of something else already, of table \(bound.table.contract.name)",
                    remedy: "give what this step finds another name"
                )
                return bound.slot
            }
            return bound.slot
        }
        let slot = newSlot(name)
        bindings[ExactString(name)] = Binding(slot: slot, table: table, isArray: isArray)
        return slot
    }

    /// Makes a slot.
    mutating func newSlot(_ name: String) -> Int {
        slots.append(name)
        return slots.count - 1
    }

    /// Returns what a step changes, and notes that the behaviour writes; `nil` where nothing has the name, which is reported.
    mutating func binding(of name: String, at location: SourceLocation) -> Binding? {
        writes = true
        if let binding = bindings[ExactString(name)] { return binding }
        report(
            location,
            "no step before finds '\(name)'",
            remedy: bindings.isEmpty
                ? "find it in a step before, with \"get\" or \"query\""
                : NearestName.remedy(for: name, among: bindings.keys.map(\.string), what: "record")
        )
        return nil
    }

    /// The table of a name; `nil` where there is none, which is reported.
    mutating func table(_ name: String, at location: SourceLocation) -> TableInfo? {
        if let table = tables[ExactString(name)] { return table }
        report(
            location,
            "unknown table '\(name)'",
            remedy: NearestName.remedy(for: name, among: tables.keys.map(\.string), what: "table")
        )
        return nil
    }

    /// Compiles a reference.
    mutating func reference(
        _ reference: BehaviourReference,
        unit: TimeUnit,
        at location: SourceLocation
    ) -> Expression {
        let name = ExactString(reference.name)
        if let binding = bindings[name] {
            if !binding.isArray, let member = reference.pointer.tokens.first, !binding.table.members.isEmpty,
                binding.table.members[ExactString(member)] == nil
            {
                report(
                    location,
                    "a record of \(binding.table.contract.name) has no attribute '\(member)'",
                    remedy: NearestName.remedy(
                        for: member,
                        among: binding.table.members.keys.map(\.string),
                        what: "attribute"
                    )
                )
            }
            return .slot(binding.slot, reference.pointer)
        }
        if arguments.contains(name) { return .argument(reference.name, reference.pointer) }
        switch reference.name {
        case BehaviourReference.now:
            readsTime = true
            return .now(unit)
        case BehaviourReference.arguments: return .arguments(reference.pointer)
        default:
            // A request whose schema describes no member may have any.
            if arguments.isEmpty { return .argument(reference.name, reference.pointer) }
            let known = (arguments.map(\.string) + bindings.keys.map(\.string)).sorted()
            report(
                location,
                "'\(reference.name)' is neither an argument nor found by a step before",
                remedy: NearestName.remedy(for: reference.name, among: known, what: "name")
            )
            return .constant(.null)
        }
    }

    /// Whether a request can leave a value out.
    func isOptional(_ value: BehaviourValue) -> Bool {
        guard case .reference(let reference) = value.kind else { return false }
        let name = ExactString(reference.name)
        return bindings[name] == nil && arguments.contains(name) && !required.contains(name)
    }

    // MARK: Access paths

    /// Chooses how records are found; `nil` where only a scan would do, which is reported.
    mutating func path(
        _ table: TableInfo,
        _ conditions: [BehaviourValue.Member],
        order: String? = nil,
        allowsScan: Bool,
        at location: SourceLocation
    ) -> AccessPath? {
        let criteria = conditions.map { condition in
            if !table.members.isEmpty, table.members[ExactString(condition.name)] == nil {
                report(
                    condition.value.location,
                    "a record of \(table.contract.name) has no attribute '\(condition.name)'",
                    remedy: NearestName.remedy(
                        for: condition.name,
                        among: table.members.keys.map(\.string),
                        what: "attribute"
                    )
                )
            }
            let value = expression(condition.value, unit: table.timeUnit(of: condition.name))
            return Criterion(name: condition.name, value: value, isOptional: isOptional(condition.value))
        }
        let path = AccessPath.choose(table.definition, criteria, order: order, allowsScan: allowsScan)
        if path == nil {
            let partition = criteria.first { !$0.isOptional }?.name
            let index =
                partition.map { "an index of \(table.contract.name) with the partition key '\($0)'" }
                ?? "an index of \(table.contract.name) whose partition key every record has, and say its value"
            let sort = order.map { " and the sort key '\($0)'" } ?? ""
            report(
                location,
                "this would read every record of \(table.contract.name): neither its key nor an index serves it",
                remedy: "add \(index)\(sort), or accept the scan with \"scan\": true"
            )
        }
        return path
    }

    /// Notes an error.
    mutating func report(_ location: SourceLocation, _ message: String, remedy: String) {
        diagnostics.append(contract.sources.diagnostic(.error, at: location, message, remedy: remedy))
    }
}

extension [BehaviourStep] {
    /// Whether every way through the steps ends in an answer or a refusal.
    var alwaysAnswer: Bool { contains(where: \.alwaysAnswers) }
}

extension BehaviourStep {
    /// Whether every way through the step ends in an answer or a refusal.
    var alwaysAnswers: Bool {
        switch kind {
        case .answer: true
        case .when(let step): step.then.alwaysAnswer && step.otherwise.alwaysAnswer
        default: false
        }
    }
}
