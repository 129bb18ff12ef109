import JSON

/// One instance being held against one schema: what keywords work with.
///
/// It either only decides, then it stops at the first failure and writes nothing down, or it collects errors or annotations.
/// Keywords are written once for all of these.
struct Evaluation {
    let program: SchemaProgram
    /// The collected output; nil when only the verdict is needed.
    private(set) var collector: OutputCollector?
    /// Whether a schema around this place needs the evaluated members and items.
    private(set) var isTracking = false
    /// The evaluated members or items of the present instance.
    private var evaluated = EvaluatedPositions()
    /// The schema resources on the way here, outermost first (JSON Schema Core, section 7.1).
    private var scope: [Int] = []
    private var depth = 0
    private let maximumDepth: Int
    /// Whether the schemas nested too deep; then nothing that has been found counts.
    private(set) var isExhausted = false
    /// The schema at work, and which of its keywords: where an error is.
    private var current = 0
    private var currentKeyword = 0
    /// Items that are known to be valid.
    private let passed: [PassedItems]

    /// Prepares to decide, or to collect as well.
    private init(
        _ program: SchemaProgram,
        collecting kind: OutputCollector.Kind?,
        passed: [PassedItems] = [],
        maximumDepth: Int
    ) {
        self.program = program
        self.passed = passed
        self.maximumDepth = maximumDepth
        collector = kind.map { OutputCollector(kind: $0) }
    }

    /// Whether evaluation may stop at the first result: no errors, annotations, or positions are needed.
    var canStopEarly: Bool { collector == nil && !isTracking }

    /// Applies a schema to the same instance.
    ///
    /// - Parameters:
    ///   - subschema: The schema.
    ///   - instance: The value that is at hand already.
    ///   - refusal: The message where the schema is `false`.
    /// - Returns: Whether it holds.
    mutating func apply(
        _ subschema: Subschema,
        to instance: JSONValue,
        refusal: @autoclosure () -> String = "must not be present"
    ) -> Bool {
        if subschema.verdict == true { return true }
        guard collector != nil else {
            return subschema.verdict == nil && enter(subschema.index, instance)
        }
        let steps = program.steps[subschema.steps]
        collector?.keywordPath += steps
        defer { collector?.keywordPath.removeLast(steps.count) }
        guard subschema.verdict == nil else {
            let location = program.nodes[subschema.index].location
            collector?.refuse(refusal(), keyword: steps.first ?? "", at: location)
            return false
        }
        return enter(subschema.index, instance)
    }

    /// Applies a schema to a member or an item of the instance.
    mutating func apply(
        _ subschema: Subschema,
        to child: JSONValue,
        at step: @autoclosure () -> String,
        refusal: @autoclosure () -> String = "must not be present"
    ) -> Bool {
        if subschema.verdict == true { return true }
        let wasTracking = isTracking
        isTracking = false
        defer { isTracking = wasTracking }
        guard collector != nil else { return apply(subschema, to: child) }
        collector?.instancePath.append(step())
        defer { collector?.instancePath.removeLast() }
        return apply(subschema, to: child, refusal: refusal())
    }

    /// Applies a schema that need not hold: when it does not, its evaluated positions do not count.
    mutating func attempt(_ subschema: Subschema, on instance: JSONValue) -> Bool {
        guard isTracking else { return apply(subschema, to: instance) }
        let before = evaluated
        let isValid = apply(subschema, to: instance)
        if !isValid { evaluated = before }
        return isValid
    }

    /// Applies a schema only for its verdict: nothing of what it finds is kept.
    mutating func test(_ subschema: Subschema, on instance: JSONValue) -> Bool {
        let held = (collector, isTracking)
        collector = nil
        isTracking = false
        defer { (collector, isTracking) = held }
        return apply(subschema, to: instance)
    }

    /// Evaluates a schema that is no boolean.
    private mutating func enter(_ index: Int, _ instance: JSONValue) -> Bool {
        guard depth < maximumDepth, !isExhausted else {
            isExhausted = true
            return false
        }
        depth += 1
        let caller = (current, currentKeyword)
        current = index
        defer {
            depth -= 1
            (current, currentKeyword) = caller
        }
        let node = program.nodes[index]
        let isNewScope = !program.dynamicAnchors.isEmpty && scope.last != node.resource
        if isNewScope { scope.append(node.resource) }
        defer { if isNewScope { scope.removeLast() } }
        return node.tracksEvaluated ? runTracking(node, instance) : run(node, instance)
    }

    private mutating func run(_ node: SchemaNode, _ instance: JSONValue) -> Bool {
        guard let marks = collector?.marks else {
            return decide(node, instance)
        }
        var isValid = true
        for place in node.keywords.indices {
            currentKeyword = place
            if !node.keywords[place].evaluate(instance, &self) { isValid = false }
        }
        guard isValid else {
            // A schema that fails yields no annotations (JSON Schema Core, section 7.7.1).
            collector?.dropAnnotations(since: marks)
            return false
        }
        for annotation in node.annotations where collector?.kind == .annotations {
            collector?.annotate(annotation.value, keyword: annotation.name, in: node.location)
        }
        return true
    }

    /// By index, which lets each keyword be called where it lies.
    private mutating func decide(_ node: SchemaNode, _ instance: JSONValue) -> Bool {
        for place in node.keywords.indices where !node.keywords[place].evaluate(instance, &self) {
            return false
        }
        return true
    }

    private mutating func runTracking(_ node: SchemaNode, _ instance: JSONValue) -> Bool {
        let outer = (isTracking, evaluated)
        isTracking = true
        evaluated = EvaluatedPositions()
        let isValid = run(node, instance)
        let inner = evaluated
        (isTracking, evaluated) = outer
        if isValid, isTracking { evaluated.formUnion(inner) }
        return isValid
    }
}

// MARK: - The whole

extension Evaluation {
    /// The maximum nesting of applied schemas on the caller's stack, which may be as small as 512 kB.
    private static let ordinaryDepth = 128
    /// The stack size that one nested schema takes, with a large margin: up to 3 kB were seen without optimisation.
    private static let stackPerDepth = 8_192

    /// Evaluates an instance against a program's root, with or without collecting output.
    ///
    /// Few schemas ever need the large stack: only those that refer to themselves, on instances as deep as hostile ones are.
    static func run(
        _ program: SchemaProgram,
        on instance: JSONValue,
        collecting kind: OutputCollector.Kind? = nil,
        passed: [PassedItems] = []
    ) -> (isValid: Bool, evaluation: Self) {
        let maximumDepth = program.options.maximumDepth
        let ordinary = run(
            program,
            on: instance,
            collecting: kind,
            passed: passed,
            maximumDepth: min(maximumDepth, ordinaryDepth)
        )
        guard ordinary.evaluation.isExhausted, maximumDepth > ordinaryDepth else { return ordinary }
        return LargeStack.run(bytes: maximumDepth * stackPerDepth) {
            run(program, on: instance, collecting: kind, passed: passed, maximumDepth: maximumDepth)
        }
    }

    /// Returns whether a schema of a program holds for a value; `nil` where that takes more than the caller's stack.
    static func verdict(of index: Int, on instance: JSONValue, in program: SchemaProgram) -> Bool? {
        var evaluation = Self(program, collecting: nil, maximumDepth: ordinaryDepth)
        let isValid = evaluation.enter(index, instance)
        return evaluation.isExhausted ? nil : isValid
    }

    private static func run(
        _ program: SchemaProgram,
        on instance: JSONValue,
        collecting kind: OutputCollector.Kind?,
        passed: [PassedItems],
        maximumDepth: Int
    ) -> (isValid: Bool, evaluation: Self) {
        var evaluation = Self(program, collecting: kind, passed: passed, maximumDepth: maximumDepth)
        let isValid = evaluation.apply(program.root, to: instance)
        return (isValid && !evaluation.isExhausted, evaluation)
    }
}

// MARK: - Items that passed

extension Evaluation {
    /// Returns the number of first items of the present instance of which a schema is known to hold, so that it has no errors.
    func passedItems(of subschema: Subschema) -> Int {
        guard !passed.isEmpty, let collector, collector.kind == .errors else { return 0 }
        let known = passed.first { items in
            program.stream?.isNode(items.schema, of: subschema) == true
                && items.path == collector.instancePath
        }
        return known?.count ?? 0
    }
}

// MARK: - Evaluated positions

extension Evaluation {
    /// Records that a member or an item has been evaluated.
    mutating func markEvaluated(_ position: Int) {
        if isTracking { evaluated.insert(position) }
    }

    /// Records that all members or items have been evaluated.
    mutating func markAllEvaluated() {
        if isTracking { evaluated.insertAll() }
    }

    /// Returns whether a member or an item has been evaluated.
    func isEvaluated(_ position: Int) -> Bool {
        evaluated.contains(position)
    }
}

// MARK: - Reports

extension Evaluation {
    /// Reports that the keyword at work is not satisfied; always false, to be returned.
    ///
    /// - Parameters:
    ///   - marks: The position of the error: before those that explain it. Otherwise it is the last.
    ///   - expected: The keyword's expected value, where it is a value.
    ///   - message: What was expected and what was seen.
    /// - Returns: False.
    mutating func fail(
        before marks: OutputCollector.Marks? = nil,
        expecting expected: @autoclosure () -> JSONValue? = nil,
        _ message: @autoclosure () -> String
    ) -> Bool {
        guard collector?.kind == .errors else { return false }
        let keyword = keywordName
        collector?.report(
            message(),
            keyword: keyword,
            expected: expected(),
            in: program.nodes[current].location,
            before: marks
        )
        return false
    }

    /// Reports that the keyword at work is not satisfied by a member or an item; always false, to be returned.
    mutating func fail(at step: String, _ message: @autoclosure () -> String) -> Bool {
        guard collector != nil else { return false }
        collector?.instancePath.append(step)
        defer { collector?.instancePath.removeLast() }
        return fail(message())
    }

    /// Reports the annotation of the current keyword for a valid instance.
    mutating func annotate(_ value: @autoclosure () -> JSONValue) {
        guard collector?.kind == .annotations else { return }
        let keyword = keywordName
        guard program.options.collects(keyword) else { return }
        collector?.annotate(value(), keyword: keyword, in: program.nodes[current].location)
    }

    /// Whether keywords are to report the members or items that they evaluated.
    var wantsEvaluated: Bool { program.options.applicatorAnnotations && collector?.kind == .annotations }

    /// Reports the members or items that the current keyword has evaluated, if requested.
    mutating func annotateEvaluated(_ value: @autoclosure () -> JSONValue) {
        if wantsEvaluated { annotate(value()) }
    }

    /// The size of the output so far, to return to.
    var marks: OutputCollector.Marks { collector?.marks ?? .init() }

    /// Forgets errors that turned out not to matter, because another branch is valid.
    mutating func dropErrors(since marks: OutputCollector.Marks) {
        collector?.dropErrors(since: marks)
    }

    /// Forgets annotations that do not belong to this value.
    mutating func dropAnnotations(since marks: OutputCollector.Marks) {
        collector?.dropAnnotations(since: marks)
    }

    /// Changes the messages of errors that are about a name and not about a value.
    mutating func rewordErrors(since marks: OutputCollector.Marks, _ reword: (String) -> String) {
        collector?.rewordErrors(since: marks, reword)
    }

    private var keywordName: String {
        program.nodes[current].keywords[currentKeyword].name
    }
}

// MARK: - The dynamic scope

extension Evaluation {
    /// The outermost schema on the way here that carries a dynamic anchor (JSON Schema Core, section 8.2.3.2).
    func dynamicTarget(named name: ExactString) -> Subschema? {
        for resource in scope {
            if let target = program.dynamicAnchors[resource]?[name] { return target }
        }
        return nil
    }
}
