import JSON
import Tables

extension BehaviourCheck {
    /// Checks a list of steps.
    ///
    /// - Returns: Whether the steps after it can be reached.
    mutating func steps(
        _ steps: [BehaviourStep],
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) -> Bool {
        for step in steps {
            guard self.step(step, &scope, &findings) else { return false }
        }
        return true
    }

    private mutating func step(
        _ step: BehaviourStep,
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) -> Bool {
        for value in step.kind.values { noteReads(of: value) }
        switch step.kind {
        case .get(let get): check(get, step.location, &scope, &findings)
        case .query(let query): check(query, step.location, &scope, &findings)
        case .require(let require):
            refuse(require.refusal, usual: 400, at: step.location, &findings)
            check(require.condition, at: step.location.appending("require"), scope, &findings)
            narrow(&scope, by: require.condition)
        case .put(let put): check(put, step.location, &scope, &findings)
        case .update(let update): check(update, step.location, &scope, &findings)
        case .delete(let delete):
            checkMethod(at: step.location, &findings)
            if let table = scope[delete.name]?.table { tables.writes.append(table.name) }
        case .when(let when): return check(when, step.location, &scope, &findings)
        case .answer(let answer):
            check(answer, step.location, scope, &findings)
            return false
        }
        return true
    }

    private mutating func check(
        _ step: GetStep,
        _ location: SourceLocation,
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) {
        guard let table = read(step.table, by: step.key, step.refusal, location, scope, &findings),
            let name = step.name
        else { return }
        let record = shapes.record(of: table)
        scope[name] = .init(shape: step.refusal == nil ? record.optional : record.present, table: table)
    }

    private mutating func check(
        _ step: QueryStep,
        _ location: SourceLocation,
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) {
        guard let table = read(step.table, by: step.conditions, step.refusal, location, scope, &findings),
            let name = step.name
        else { return }
        scope[name] = .init(
            shape: ValueShape(types: ["array"], .array(shapes.record(of: table))),
            table: table
        )
    }

    /// Checks what all steps have in common that read a table.
    ///
    /// - Returns: The table; `nil` where the contract has none of the name.
    private mutating func read(
        _ name: String,
        by key: [BehaviourValue.Member],
        _ refusal: BehaviourRefusal?,
        _ location: SourceLocation,
        _ scope: BehaviourScope,
        _ findings: inout Findings
    ) -> TableContract? {
        refuse(refusal, usual: nil, at: location, &findings)
        guard let table = contract.table(named: name) else { return nil }
        tables.reads.append(table.name)
        checkKey(key, of: table, scope, &findings)
        return table
    }

    private mutating func check(
        _ step: WhenStep,
        _ location: SourceLocation,
        _ scope: inout BehaviourScope,
        _ findings: inout Findings
    ) -> Bool {
        check(step.condition, at: location.appending("when"), scope, &findings)
        var (then, otherwise) = (scope, scope)
        narrow(&then, by: step.condition)
        narrow(&otherwise, by: step.condition, holds: false)
        let goesOn = steps(step.then, &then, &findings)
        let goesOnOtherwise = steps(step.otherwise, &otherwise, &findings)
        scope.join(goesOn ? then : nil, goesOnOtherwise ? otherwise : nil)
        return goesOn || goesOnOtherwise
    }

    private mutating func check(
        _ step: AnswerStep,
        _ location: SourceLocation,
        _ scope: BehaviourScope,
        _ findings: inout Findings
    ) {
        statuses.insert(step.status)
        guard let response = action.responses[step.status] else {
            return unlisted(step.status, at: location.appending("status"), or: location, &findings)
        }
        let shape = shapes.shape(of: step.body, in: scope)
        let hasBody = response.source != nil
        if shape.constants == [.null], !hasBody { return }
        guard hasBody else {
            findings.error(
                at: step.body.location,
                "the response \(step.status) has no body in the contract",
                remedy: "write \"answer\": null, or describe the body under \"responses\""
            )
            return
        }
        guard response.isJSON else { return }
        var body = step.body
        // What the list itself adds to the body.
        var made: Set<ExactString> = []
        if let page = pageMember(of: step.body) { made.insert(ExactString(page)) }
        body.location = step.body.location
        let misfits = ShapeConformance(declared: shapes.declared)
            .misfits(of: shape, at: response.location.appending("body"), made: made)
        report(misfits, of: body, "the response \(step.status)", &findings)
    }

    /// Notes the status of a refusal.
    ///
    /// - Parameters:
    ///   - refusal: The refusal.
    ///   - usual: The status without one; `nil` where the step does not refuse then.
    ///   - location: The step's location.
    ///   - findings: The findings so far.
    mutating func refuse(
        _ refusal: BehaviourRefusal?,
        usual: Int?,
        at location: SourceLocation,
        _ findings: inout Findings
    ) {
        guard let status = refusal?.status ?? usual else { return }
        statuses.insert(status)
        guard let refusal, action.responses[status] == nil, !Service.platformStatuses.contains(status) else {
            return
        }
        unlisted(status, at: refusal.location.appending("status"), or: refusal.location, &findings)
    }

    private func unlisted(
        _ status: Int,
        at place: SourceLocation,
        or step: SourceLocation,
        _ findings: inout Findings
    ) {
        let isWritten = contract.sources[place.file]?.document.value[place.pointer] != nil
        findings.error(
            at: isWritten ? place : step,
            "the action's responses do not list the status \(status)",
            remedy: "use one of \(action.statusList), or describe it under \"responses\""
        )
    }

    private func pageMember(of value: BehaviourValue) -> String? {
        switch value.kind {
        case .object(let members): members.lazy.compactMap { pageMember(of: $0.value) }.first
        case .function(.list(let list)): list.page
        case .function(.merge(let values)): values.lazy.compactMap { pageMember(of: $0) }.first
        default: nil
        }
    }
}
