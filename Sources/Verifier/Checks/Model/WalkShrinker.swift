import Contracts
import JSON
import Lambda
import VerifierEvents

/// Shrinks a walk that shows a broken rule, as long as it still shows the same rule broken in the same way.
///
/// Every candidate is run on a new oracle, and with fresh ids on the endpoint. Delta debugging:
/// A. Zeller and R. Hildebrandt, "Simplifying and isolating failure-inducing input", 2002.
struct WalkShrinker {
    private let context: RunContext
    private let facts: ModelFacts
    private let oracle: @Sendable () -> any Endpoint
    private let signature: String
    private let identity: CaseIdentity?
    private var requests = 0
    /// The smallest walk known to show it, its attempt, and its violation.
    private(set) var smallest: (walk: RandomWalk, attempt: Attempt, broken: WalkViolation)?

    init(
        _ context: RunContext,
        _ facts: ModelFacts,
        _ broken: WalkViolation,
        of identity: CaseIdentity?,
        oracle: @escaping @Sendable () -> any Endpoint
    ) {
        self.context = context
        self.facts = facts
        self.oracle = oracle
        signature = broken.signature
        self.identity = identity
    }

    /// Shrinks a walk.
    mutating func shrink(_ walk: RandomWalk, _ broken: WalkViolation) async {
        guard let end = walk.steps.firstIndex(where: { $0.id == broken.step.id }) else { return }
        var start = RandomWalk(steps: Array(walk.steps[...end]))
        start.steps[end].times = broken.index + 1
        // Most faults show without reads, and without steps about other records.
        for candidate in [
            start.withoutReads(facts).withRelatives, start.withoutReads(facts), start.withRelatives,
        ] where await shows(candidate) {
            break
        }
        if smallest == nil, await !shows(start) { return }
        await dropSteps()
        await repeatLess()
        await simplify()
        await dropSteps()
    }

    // MARK: Candidates

    /// Returns whether a walk shows the same violation; if so, it is the smallest so far.
    @discardableResult
    private mutating func shows(_ walk: RandomWalk) async -> Bool {
        guard requests < ShrinkingBudget.perCase, context.shrinking.isLeft else { return false }
        let (attempt, runner, found) = await context.withAttempt(of: identity) { [facts, oracle] attempt in
            var runner = WalkRunner(attempt, facts, oracle: oracle)
            let found = try? await runner.run(walk)
            return (attempt, runner, found)
        }
        requests += attempt.requests
        context.shrinking.take(attempt.requests)
        let all = runner.advisories + [found].compactMap(\.self)
        guard let broken = all.first(where: { $0.signature == signature }) else { return false }
        smallest = (walk, attempt, broken)
        return true
    }

    private mutating func dropSteps() async {
        var size = max(1, ((smallest?.walk.steps.count ?? 0) - 1) / 2)
        while true {
            var place = (smallest?.walk.steps.count ?? 0) - 1 - size
            while let walk = smallest?.walk, place > -size, walk.steps.count > 1 {
                let range = max(0, place)..<max(0, min(place + size, walk.steps.count - 1))
                if !range.isEmpty, let candidate = walk.without(range) { await shows(candidate) }
                place -= size
            }
            guard size > 1 else { return }
            size /= 2
        }
    }

    private mutating func repeatLess() async {
        for step in smallest?.walk.steps ?? [] where step.times > 1 {
            var (failing, passing) = (step.times, 0)
            while passing + 1 < failing, requests < ShrinkingBudget.perCase {
                let middle = passing == 0 ? 1 : (passing + failing) / 2
                let isShown = await change(step.id) { $0.times = middle }
                if isShown { failing = middle } else { passing = middle }
            }
        }
    }

    private mutating func simplify() async {
        for step in smallest?.walk.steps ?? [] {
            if step.batch != nil { await change(step.id) { $0.batch = nil } }
            if step.form != nil { await change(step.id) { $0.form = nil } }
            for (place, member) in step.arguments.enumerated().reversed() {
                if await change(step.id, { $0.arguments.remove(at: place) }) { continue }
                guard let simple = member.value.simple, simple != member.value else { continue }
                await change(step.id) { $0.arguments[place].value = simple }
            }
        }
        for name in Set((smallest?.walk.steps ?? []).flatMap(\.clientNames)).sorted() {
            guard let plain = name.firstIndex(of: "-").map({ name[..<$0] + "-1" }).map(String.init) else {
                continue
            }
            guard plain != name, var walk = smallest?.walk else { continue }
            guard !walk.steps.contains(where: { $0.clientNames.contains(plain) }) else { continue }
            walk.steps = walk.steps.map { $0.renaming(client: name, plain) }
            await shows(walk)
        }
    }

    /// Tries a change of one step; the response to the request must still be one that may be judged.
    @discardableResult
    private mutating func change(_ id: Int, _ change: (inout WalkStep) -> Void) async -> Bool {
        guard var walk = smallest?.walk, let place = walk.steps.firstIndex(where: { $0.id == id }) else {
            return false
        }
        change(&walk.steps[place])
        guard walk.steps[place].isJudged(by: facts.contract) else { return false }
        return await shows(walk)
    }
}

extension RandomWalk {
    /// Returns the walk with its last step and no other read.
    fileprivate func withoutReads(_ facts: ModelFacts) -> RandomWalk {
        RandomWalk(
            steps: steps.enumerated().filter { place, step in
                place == steps.count - 1 || facts.contract.action(named: step.action)?.isRead != true
            }.map(\.element)
        )
    }

    /// Returns the last step and, transitively, those about an id that it is about.
    fileprivate var withRelatives: RandomWalk {
        guard let last = steps.last else { return self }
        var names = last.subjects
        guard !names.isEmpty else { return self }
        var count = -1
        while count != names.count {
            count = names.count
            for step in steps where !step.subjects.isDisjoint(with: names) { names.formUnion(step.subjects) }
        }
        return RandomWalk(steps: steps.filter { $0.id == last.id || !$0.subjects.isDisjoint(with: names) })
    }

    /// Returns the walk without some steps and without those that need their responses; `nil` when the last one does.
    fileprivate func without(_ range: Range<Int>) -> RandomWalk? {
        var gone = Set(steps[range].map(\.id))
        var kept: [WalkStep] = []
        for step in steps {
            if gone.contains(step.id) || !step.sources.isDisjoint(with: gone) {
                gone.insert(step.id)
            } else {
                kept.append(step)
            }
        }
        guard let last = steps.last, !gone.contains(last.id) else { return nil }
        return RandomWalk(steps: kept)
    }
}

extension WalkStep {
    /// Returns the subjects of a step: its own response, responses that it uses, and clients.
    fileprivate var subjects: Set<String> {
        var subjects = Set(sources.map { "step \($0)" } + clientNames)
        subjects.insert("step \(id)")
        return subjects
    }

    /// Returns the clients that the arguments name.
    var clientNames: [String] {
        arguments.compactMap { if case .client(let name) = $0.value { name } else { nil } }
    }

    fileprivate func renaming(client name: String, _ other: String) -> WalkStep {
        var step = self
        for place in step.arguments.indices where step.arguments[place].value == .client(name) {
            step.arguments[place].value = .client(other)
        }
        return step
    }

    /// Returns whether the response to the request may be judged, for any ids of the service.
    func isJudged(by contract: Contract) -> Bool {
        guard let action = contract.action(named: action),
            let arguments = resolved(
                index: 0,
                clientIdentifier: { "us-0-\($0)" },
                made: { _, _ in "00000000" }
            )
        else { return false }
        return ArgumentModel.isJudged(arguments, action)
    }
}

extension WalkValue {
    /// Returns a simpler value of the same kind; `nil` where there is none.
    fileprivate var simple: WalkValue? {
        switch self {
        case .literal(.string(let text)): .literal(text.contains("@") ? "a@example.com" : "x")
        case .literal(.number): .literal(1)
        case .numbered: .numbered("x")
        case .object(let members):
            .object(members.map { WalkMember(name: $0.name, value: $0.value.simple ?? $0.value) })
        default: nil
        }
    }
}
