import JSON
import JSONSchema

/// Checks that examples fit the schemas of their action and can be run.
enum ExampleCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        for action in contract.actions {
            let known = reader.propertyNames(at: action.requestLocation)
            for example in action.examples {
                checkNames(example, of: action, in: contract, &findings)
                checkRequest(example, of: action, known: known, &findings)
                checkResponse(example, of: action, &findings)
                checkReferences(example, of: action, in: contract, &findings)
            }
        }
        checkCircles(contract, &findings)
    }

    private static func checkNames(
        _ example: Example,
        of action: Action,
        in contract: Contract,
        _ findings: inout Findings
    ) {
        if let rule = example.rule, contract.rule(rule) == nil {
            let place = example.location.appending("rule")
            findings.unknown("rule", rule, at: place, among: contract.rules.map(\.id))
        }
        if let form = example.form, action.form(named: form) == nil {
            let place = example.location.appending("form")
            findings.unknown("form", form, at: place, among: action.forms.map(\.name))
        }
    }

    private static func checkRequest(
        _ example: Example,
        of action: Action,
        known: Set<ExactString>,
        _ findings: inout Findings
    ) {
        let place = example.location.appending("request")
        for name in example.request.names { findings.argument(name, among: known, at: place) }
        // An example of a request refused for its shape cannot have the right shape.
        guard ![400, 413, 422].contains(example.status) else { return }
        findings.misfits(.object(example.request), action.request.schema, at: place)
    }

    private static func checkResponse(
        _ example: Example,
        of action: Action,
        _ findings: inout Findings
    ) {
        let place = example.location.appending("response")
        guard let response = action.responses[example.status] else {
            findings.error(
                at: place.appending("status"),
                "the action has no answer \(example.status)",
                remedy: "use one of \(action.statusList), or describe it under \"responses\""
            )
            return
        }
        switch (response.schema, example.body) {
        case (let schema?, let body?):
            findings.misfits(body, schema, at: place.appending("body"))
        case (.some, nil):
            findings.error(at: place, "the answer's body is missing", remedy: "add \"body\"")
        case (nil, .some) where response.contentType != nil:
            break
        case (nil, .some):
            findings.error(
                at: place.appending("body"),
                "an answer \(example.status) of this action has no body",
                remedy: "remove it, or describe it under \"responses\""
            )
        case (nil, nil):
            break
        }
    }

    private static func checkReferences(
        _ example: Example,
        of action: Action,
        in contract: Contract,
        _ findings: inout Findings
    ) {
        for (index, reference) in example.after.enumerated() where contract.exchange(reference) == nil {
            let place = example.location.appending("after").appending(index)
            if let other = contract.action(named: reference.action) {
                let names = other.examples.map { "\(other.name): \($0.name)" }
                findings.unknown("example", reference.description, at: place, among: names)
            } else {
                findings.unknown("action", reference.action, at: place, among: contract.actions.map(\.name))
            }
        }
    }

    /// Reports examples that depend on themselves by way of `after`.
    private static func checkCircles(_ contract: Contract, _ findings: inout Findings) {
        for action in contract.actions {
            for example in action.examples {
                let own = Example.Reference(action: action.name, example: example.name)
                guard let index = example.after.firstIndex(where: { depends($0, on: own, in: contract) })
                else {
                    continue
                }
                findings.error(
                    at: example.location.appending("after").appending(index),
                    "the example '\(example.name)' depends on itself",
                    remedy: "break the cycle of \"after\""
                )
            }
        }
    }

    private static func depends(
        _ start: Example.Reference,
        on goal: Example.Reference,
        in contract: Contract
    ) -> Bool {
        var seen: Set<Example.Reference> = []
        var waiting = [start]
        while let reference = waiting.popLast() {
            if reference == goal { return true }
            guard seen.insert(reference).inserted else { continue }
            waiting += contract.exchange(reference)?.example.after ?? []
        }
        return false
    }
}

extension Findings {
    /// Reports the members of a value that a schema does not allow, each at its place.
    mutating func misfits(_ value: JSONValue, _ schema: Schema, at place: SourceLocation) {
        for unit in schema.relevantErrors(in: value) {
            error(at: place.appending(unit.instanceLocation), unit)
        }
    }

    /// Reports a schema failure at a place.
    mutating func error(at place: SourceLocation, _ unit: SchemaOutputUnit) {
        let name = place.pointer.tokens.last ?? ""
        let schema = SourceLocation(uri: unit.absoluteKeywordLocation)
        error(
            at: place,
            "\(Int(name) == nil ? "'\(name)'" : "element \(name)") \(unit.message)",
            remedy: schema.map { "correct it, or the schema at \($0.file)#\($0.pointer)" } ?? "correct it"
        )
    }
}

extension SourceLocation {
    /// Returns the location of the value that a pointer from here leads to.
    func appending(_ other: JSONPointer) -> SourceLocation {
        SourceLocation(file: file, pointer: JSONPointer(tokens: pointer.tokens + other.tokens))
    }
}

extension Action {
    /// The location of the schema of the arguments.
    var requestLocation: SourceLocation { request.location }

    /// The statuses of its responses, for messages.
    var statusList: String {
        responses.keys.sorted().map(String.init).joined(separator: ", ")
    }
}
