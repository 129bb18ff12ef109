import Contracts
import JSON
import JSONSchema
import Lambda
import VerifierEvents

/// Generates a walk: chooses requests step by step, depending on the oracle's responses.
///
/// It uses only the oracle, so that the same seed gives the same walk for every endpoint.
struct WalkGenerator {
    let vocabulary: Vocabulary
    private let hasBurst: Bool
    private let clients: [String]
    var random: SeededRandom
    private var oracle: OracleTrace
    private var coverage: WalkCoverage
    private(set) var steps: [WalkStep] = []
    private(set) var records: [WalkRecord] = []
    private var identifiers: Set<ExactString> = []
    private var nextIdentifier = 0
    private var batches = 0
    /// The steps whose responses may leave out an id that later requests need.
    private(set) var untold: Set<Int> = []
    /// Requests to read back at the end, without duplicates.
    var lastReads: Set<[WalkMember]> = []

    private static let candidates = 5
    private static let burst = 101...106

    /// Creates a generator.
    ///
    /// - Parameters:
    ///   - vocabulary: The actions and the models of their arguments.
    ///   - oracle: A new oracle.
    ///   - random: The random numbers of this walk.
    ///   - coverage: The coverage of earlier walks.
    ///   - hasBurst: Whether one step is repeated so often that lists exceed a page.
    init(
        _ vocabulary: Vocabulary,
        oracle: any Endpoint,
        random: SeededRandom,
        coverage: WalkCoverage,
        hasBurst: Bool
    ) {
        self.vocabulary = vocabulary
        self.coverage = coverage
        self.hasBurst = hasBurst
        var random = random
        clients = Array(random.shuffled(WalkValues.clients).prefix(3))
        self.random = random
        self.oracle = OracleTrace(vocabulary.facts, oracle) { "us-0-\($0)" }
    }

    /// Generates a walk of this number of chosen steps, plus the reads of what they have changed.
    ///
    /// - Returns: The walk, and the coverage so far.
    mutating func write(_ length: Int) async -> (walk: RandomWalk, coverage: WalkCoverage) {
        let burstAt = hasBurst ? random.number(in: 3...max(3, length / 2)) : -1
        var chosen = 0
        while chosen < length {
            if chosen == burstAt, let step = burstStep() {
                await take(step)
            } else if random.happens(percent: 7), let batch = batch() {
                for step in batch { await run(step) }
                for step in batch { await readBack(step, everything: true) }
            } else if let step = nextStep() {
                await take(step)
            }
            chosen += 1
        }
        await readEverything()
        return (RandomWalk(steps: steps), coverage)
    }

    // MARK: Choosing requests

    private mutating func nextStep() -> WalkStep? {
        var best: (step: WalkStep, count: Int)?
        for _ in 0..<Self.candidates {
            let models = random.happens(percent: 80) ? vocabulary.writes : vocabulary.reads
            guard let model = random.element(of: models), let step = candidate(model) else { continue }
            let count = coverage.count(kind(of: step))
            if best.map({ count < $0.count }) ?? true { best = (step, count) }
        }
        return best?.step
    }

    private mutating func burstStep() -> WalkStep? {
        var best: (step: WalkStep, kind: String, count: Int)?
        for _ in 0..<12 {
            guard let model = random.element(of: vocabulary.writes), var step = candidate(model),
                let place = step.arguments.firstIndex(where: {
                    if case .literal(.string) = $0.value { true } else { false }
                }), case .literal(.string(let text)) = step.arguments[place].value,
                !records.isEmpty
            else { continue }
            step.arguments[place].value = .numbered(text)
            step.times = random.number(in: Self.burst)
            step.form = nil
            let names = step.arguments.map { "\($0.name) \($0.value.sources.isEmpty)" }.joined(separator: ",")
            let kind = "many \(step.action) \(names)"
            let count = coverage.count(kind)
            if best.map({ count < $0.count }) ?? true { best = (step, kind, count) }
        }
        if let best { coverage.note(best.kind, status: 0) }
        return best?.step
    }

    /// Appends two or three requests of one action, most of them about one record.
    private mutating func batch() -> [WalkStep]? {
        guard let model = random.element(of: vocabulary.writes), var first = candidate(model) else {
            return nil
        }
        batches += 1
        first.batch = batches
        var batch = [first]
        for _ in 0..<random.number(in: 1...2) {
            guard var step = candidate(model) else { continue }
            if random.happens(percent: 70) {
                let identifier = step.id
                step = first
                step.id = identifier
                for argument in model.arguments where argument.path.count == 1 {
                    guard case .text = argument.kind, !argument.isOptional,
                        let value = value(of: argument, []),
                        let place = step.arguments.firstIndex(where: { $0.name == argument.name })
                    else { continue }
                    step.arguments[place].value = value
                }
                guard isJudged(step, model.action) else { continue }
            }
            step.batch = batches
            batch.append(step)
        }
        return batch.count > 1 ? batch : nil
    }

    /// Returns a request that may be sent and judged; `nil` when no record exists yet that it could be about.
    mutating func candidate(_ model: ArgumentModel) -> WalkStep? {
        for attempt in 0..<4 {
            var values: [[String]: WalkValue] = [:]
            var context: [String: WalkValue] = [:]
            for argument in model.arguments {
                guard case .server = argument.kind else { continue }
                if argument.isOptional, !random.happens(percent: 75) {
                    if attempt == 0, random.happens(percent: 20) { values[argument.path] = .literal(.null) }
                    continue
                }
                guard let chosen = chooseRecord(vocabulary.facts.kind(of: argument.name)) else {
                    if argument.isOptional { continue }
                    guard random.happens(percent: 15) else { return nil }
                    values[argument.path] = Self.unknown(argument)
                    continue
                }
                guard case .made = chosen.origin else {
                    values[argument.path] = Self.unknown(argument)
                    continue
                }
                values[argument.path] = chosen.origin
                context.merge(chosen.context) { old, _ in old }
            }
            for argument in model.arguments where values[argument.path] == nil {
                if case .server = argument.kind { continue }
                if case .client = argument.kind {
                    let known = random.happens(percent: 85) ? context[argument.name] : nil
                    values[argument.path] = known ?? client(argument.name)
                    continue
                }
                if argument.isOptional, random.happens(percent: 50) {
                    if attempt == 0, random.happens(percent: 10) { values[argument.path] = .literal(.null) }
                    continue
                }
                values[argument.path] = value(of: argument, attempt > 1 ? argument.examples : [])
            }
            var step = WalkStep(
                id: nextIdentifier,
                action: model.action.name,
                arguments: Self.members(model.arguments.map(\.path), values)
            )
            if random.happens(percent: 15) { step.form = random.element(of: model.action.forms)?.name }
            guard isJudged(step, model.action) else { continue }
            nextIdentifier += 1
            return step
        }
        return nil
    }

    /// An id of an argument's kind that nobody made.
    private static func unknown(_ argument: ArgumentModel.Argument) -> WalkValue {
        if case .number = argument.examples.first { return .literal(.number(JSONNumber(999_999_999))) }
        return .unknown("no-such-\(argument.name.dashed)")
    }

    private func isJudged(_ step: WalkStep, _ action: Action) -> Bool {
        oracle.arguments(of: step, index: 0).map { ArgumentModel.isJudged($0, action) } ?? false
    }

    private static func members(_ paths: [[String]], _ values: [[String]: WalkValue]) -> [WalkMember] {
        var members: [WalkMember] = []
        for path in paths {
            guard let value = values[path], let first = path.first else { continue }
            guard path.count > 1 else {
                members.append(WalkMember(name: first, value: value))
                continue
            }
            let inner = WalkMember(name: path[1], value: value)
            if let place = members.firstIndex(where: { $0.name == first }),
                case .object(let others) = members[place].value
            {
                members[place].value = .object(others + [inner])
            } else {
                members.append(WalkMember(name: first, value: .object([inner])))
            }
        }
        return members
    }

    /// Returns a record of a kind, mostly one of the newest, so that a few have a long history.
    private mutating func chooseRecord(_ kind: String) -> (origin: WalkValue, context: [String: WalkValue])? {
        let known = records.filter { $0.kind == kind }
        guard !known.isEmpty else { return nil }
        if random.happens(percent: 6) { return (.unknown("no-such-\(kind.dashed)"), [:]) }
        let near = random.happens(percent: 70) ? Array(known.suffix(2)) : known
        return random.element(of: near).map { ($0.origin, $0.context) }
    }

    private mutating func client(_ name: String) -> WalkValue {
        let end = random.element(of: clients) ?? "1"
        let role = name.hasSuffix("_id") ? String(name.dropLast(3)) : name
        return .client("\(role.dashed)-\(end)")
    }

    private mutating func value(of argument: ArgumentModel.Argument, _ examples: [JSONValue]) -> WalkValue? {
        if let example = random.element(of: examples) { return .literal(example) }
        switch argument.kind {
        case .listed(let values): return random.element(of: values).map { .literal($0) }
        case .limit:
            guard let limit = random.element(of: WalkValues.limits) else { return nil }
            guard case .number = argument.examples.first, let text = limit.stringValue else {
                return .literal(limit)
            }
            return JSONNumber(text).map { .literal(.number($0)) }
        case .number:
            return random.element(of: WalkValues.amounts + argument.examples).map { .literal($0) }
        case .text:
            if random.happens(percent: 25), let example = random.element(of: argument.examples) {
                return .literal(example)
            }
            let isAddress = argument.examples.contains { $0.stringValue?.contains("@") == true }
            let texts = isAddress ? WalkValues.addresses : WalkValues.texts
            guard let text = random.element(of: texts) else { return nil }
            return .literal(
                .string(isAddress || random.happens(percent: 50) ? text : "\(text) \(nextIdentifier)")
            )
        case .client, .server: return nil
        }
    }

    /// Returns the features of a request: its action, the state of its record, and its listed values.
    private func kind(of step: WalkStep) -> String {
        var parts = [step.action, step.form ?? ""]
        for member in step.arguments {
            switch member.value {
            case .made:
                guard
                    let record = records.last(where: {
                        $0.origin == member.value && $0.kind == vocabulary.facts.kind(of: member.name)
                    })
                else { continue }
                let others = step.arguments.filter { other in
                    record.context[other.name].map { $0 != other.value } ?? false
                }
                parts.append(
                    "\(member.name): \(record.state(vocabulary.stateMembers, for: step.action))"
                        + (others.isEmpty ? "" : " another's")
                )
            case .unknown: parts.append("\(member.name): unknown")
            case .client: parts.append(member.name)
            case .literal(.string(let text)) where text.utf8.count < 12:
                parts.append("\(member.name)=\(isListed(member.name, step.action) ? text : "")")
            default: parts.append(member.name)
            }
        }
        return parts.joined(separator: "; ")
    }

    private func isListed(_ name: String, _ action: String) -> Bool {
        vocabulary.models.first { $0.action.name == action }?.arguments.contains { argument in
            if case .listed = argument.kind { argument.path == [name] } else { false }
        } ?? false
    }

    // MARK: Running

    private mutating func take(_ step: WalkStep) async {
        await run(step)
        await readBack(step, everything: step.times > 1)
    }

    /// Runs a step on the oracle, and records what it has created and returned.
    mutating func run(_ step: WalkStep) async {
        guard let action = vocabulary.facts.contract.action(named: step.action) else { return }
        steps.append(step)
        let kind = kind(of: step)
        var first: OracleTrace.Answer?
        for index in 0..<step.times {
            let answer = await oracle.send(step, index: index)
            if index == 0 { first = answer }
        }
        guard let answer = first else { return }
        coverage.note(kind, status: answer.status)
        for place in records.indices
        where step.arguments.contains(where: { $0.value == records[place].origin }) {
            records[place].calls[step.action, default: 0] += 1
        }
        if action.isRead { note(shown: answer) } else { note(made: answer, by: step) }
    }

    private mutating func note(made answer: OracleTrace.Answer, by step: WalkStep) {
        for entry in answer.annotations.single where entry.annotation.identity == .server {
            guard let identifier = answer.body?[entry.pointer]?.identifierText,
                let kind = entry.pointer.tokens.last,
                identifiers.insert(ExactString(identifier)).inserted
            else { continue }
            let origin = WalkValue.made(step: step.id, pointer: entry.pointer)
            if entry.annotation.isOptional, vocabulary.facts.argumentIdentifiers.contains(kind) {
                untold.insert(step.id)
            }
            var context = context(of: step)
            context[kind] = origin
            records.append(WalkRecord(kind: kind, origin: origin, identifier: identifier, context: context))
        }
    }

    private mutating func note(shown answer: OracleTrace.Answer) {
        for (pointer, list) in answer.annotations.lists {
            for element in answer.body?[pointer]?.arrayValue ?? [] {
                guard let key = element[list.key]?.identifierText,
                    let place = records.firstIndex(where: { ExactString($0.identifier) == ExactString(key) })
                else { continue }
                records[place].shown = element
            }
        }
    }

    /// Returns the values that identify the record of a step, and its owner.
    func context(of step: WalkStep) -> [String: WalkValue] {
        var context: [String: WalkValue] = [:]
        for member in step.arguments {
            switch member.value {
            case .client, .unknown: context[member.name] = member.value
            case .made:
                let kind = vocabulary.facts.kind(of: member.name)
                context[member.name] = member.value
                if context[kind] == nil { context[kind] = member.value }
                let record = records.last { $0.origin == member.value && $0.kind == kind }
                context.merge(record?.context ?? [:]) { old, _ in old }
            default: continue
            }
        }
        return context
    }

    mutating func freshIdentifier() -> Int {
        nextIdentifier += 1
        return nextIdentifier - 1
    }
}

extension String {
    /// Returns the name of a member as a part of an id: `order_id` as `order-id`.
    fileprivate var dashed: String {
        String(map { $0 == "_" ? "-" : $0 })
    }
}
