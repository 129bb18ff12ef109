import JSON

/// Finds JSON Pointers of expectations and captures that look like a misspelt member of the response.
///
/// Responses may have more members than their schemas describe, so a name without a similar one is accepted.
struct PointerCheck {
    private let contract: Contract
    private let reader: SchemaReader

    init(_ contract: Contract) {
        self.contract = contract
        reader = SchemaReader(sources: contract.sources)
    }

    func run(_ step: Step, of action: Action, _ findings: inout Findings) {
        let success = bodies(of: action, Action.isSuccess)
        check(step.captures, in: success, at: step.location.appending("capture"), &findings)
        if let walk = step.walk, reader.follow(walk.list, from: success).schemas.isEmpty {
            findings.error(
                at: step.location.appending("walk").appending("list"),
                "the answer's schema does not describe \(walk.list)",
                remedy: "name the list that '\(action.name)' answers with"
            )
        }
        for expectation in step.expectations {
            let bodies = bodies(of: action) { expectation.status?.matches($0) ?? Action.isSuccess($0) }
            let place = expectation.location
            check(expectation.values, in: bodies, at: place.appending("values"), &findings)
            check(expectation.prefixes, in: bodies, at: place.appending("prefixes"), &findings)
            for count in expectation.counts {
                let place = place.appending("count").appending(count.pointer.description)
                check(count.pointer, in: bodies, at: place, &findings)
            }
            for record in expectation.records {
                check(record.list, in: bodies, at: record.location.appending("in"), &findings)
                let elements = reader.follow(record.list.appending(0), from: bodies).schemas
                check(record.conditions, in: elements, at: record.location.appending("where"), &findings)
                check(record.values, in: elements, at: record.location.appending("values"), &findings)
                check(record.prefixes, in: elements, at: record.location.appending("prefixes"), &findings)
                check(record.captures, in: elements, at: record.location.appending("capture"), &findings)
            }
        }
    }

    /// Returns the locations of the schemas of an action's responses.
    private func bodies(of action: Action, _ isMeant: (Int) -> Bool) -> [SourceLocation] {
        action.responses.filter { isMeant($0.key) && $0.value.schema != nil }
            .map { $0.value.location.appending("body") }
    }

    private func check(
        _ values: [ExpectedValue],
        in schemas: [SourceLocation],
        at place: SourceLocation,
        _ findings: inout Findings
    ) {
        for value in values {
            check(value.pointer, in: schemas, at: place.appending(value.pointer.description), &findings)
        }
    }

    private func check(
        _ captures: [Capture],
        in schemas: [SourceLocation],
        at place: SourceLocation,
        _ findings: inout Findings
    ) {
        for capture in captures {
            guard case .body(let pointer) = capture.source else { continue }
            check(pointer, in: schemas, at: place.appending(capture.variable), &findings)
        }
    }

    /// Follows a pointer through schemas; reports a name that they do not describe but that is similar to one of theirs.
    private func check(
        _ pointer: JSONPointer,
        in schemas: [SourceLocation],
        at place: SourceLocation,
        _ findings: inout Findings
    ) {
        guard let miss = reader.follow(pointer, from: schemas).miss,
            let meant = NearestName.suggestion(for: miss.name, among: miss.known)
        else { return }
        findings.warning(
            at: place,
            "the answer's schema does not describe \(pointer)",
            remedy: "did you mean '\(meant)'?"
        )
    }
}
