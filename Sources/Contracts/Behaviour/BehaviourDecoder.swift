import JSON

/// Decodes behaviours and collects what the meta schema cannot say about them.
struct BehaviourDecoder {
    /// Compiles the schemas of conditions, and keeps the diagnostics.
    var compiler: SchemaCompiler

    /// Reads `behaviour` of an action's file.
    mutating func behaviour(_ node: Node) -> Behaviour {
        Behaviour(steps: steps(node), location: node.location)
    }

    /// Reads a list of steps; none where there is no list.
    mutating func steps(_ node: Node?) -> [BehaviourStep] {
        (node?.elements ?? []).compactMap { step($0) }
    }

    private mutating func step(_ node: Node) -> BehaviourStep? {
        var kind: BehaviourStep.Kind?
        if node["get"] != nil {
            kind = GetStep(node, &self).map { .get($0) }
        } else if node["query"] != nil {
            kind = QueryStep(node, &self).map { .query($0) }
        } else if let condition = node["require"] {
            kind = .require(
                RequireStep(
                    condition: BehaviourCondition(condition, &self),
                    refusal: BehaviourRefusal(node["else"], &self)
                )
            )
        } else if node["put"] != nil {
            kind = PutStep(node, &self).map { .put($0) }
        } else if node["update"] != nil {
            kind = UpdateStep(node, &self).map { .update($0) }
        } else if let name = node.string("delete") {
            kind = .delete(DeleteStep(name: name))
        } else if let condition = node["when"] {
            kind = .when(
                WhenStep(
                    condition: BehaviourCondition(condition, &self),
                    then: steps(node["then"]),
                    otherwise: steps(node["otherwise"])
                )
            )
        } else if let answer = node["answer"] {
            kind = .answer(AnswerStep(answer, in: node, &self))
        }
        return kind.map { BehaviourStep($0, location: node.location) }
    }

    /// Reads a value that may be absent.
    mutating func value(_ node: Node?) -> BehaviourValue? {
        node.map { value($0) }
    }

    /// Reads a value.
    mutating func value(_ node: Node) -> BehaviourValue {
        BehaviourValue(kind(node), location: node.location)
    }

    /// Reads the members of an object as values by name.
    mutating func members(_ node: Node?) -> [BehaviourValue.Member] {
        (node?.members ?? []).map { BehaviourValue.Member(name: $0.name, value: value($0.node)) }
    }

    private mutating func kind(_ node: Node) -> BehaviourValue.Kind {
        switch node.value {
        case .string(let text): return self.text(text, node)
        case .array: return .array(node.elements.map { value($0) })
        case .object(let object):
            let functions = object.names.filter { $0.utf8.first == UInt8(ascii: "$") }
            guard let name = functions.first else { return .object(members(node)) }
            if functions.count > 1 {
                report(
                    node.location.appending(functions[1]),
                    "two functions stand in one object: '\(name)' and '\(functions[1])'",
                    remedy: "give each an object of its own"
                )
            }
            guard let function = BehaviourFunction(name, node, &self) else { return .constant(.null) }
            return .function(function)
        default: return .constant(node.value)
        }
    }

    private mutating func text(_ text: String, _ node: Node) -> BehaviourValue.Kind {
        let parsed = TemplateText(text)
        if parsed.hasOpenVariable {
            report(
                node.location,
                "'${' begins no reference here",
                remedy:
                    "write \"${name}\" or \"${name/pointer}\"; for the text itself use {\"$literal\": \"...\"}"
            )
        }
        let parts = parsed.parts.map { part -> BehaviourValue.TextPart in
            switch part {
            case .text(let run): .text(run)
            case .variable(let reference): .reference(reference)
            }
        }
        switch (parts.count, parts.first) {
        case (1, .reference(let reference)): return .reference(reference)
        case (1, .text(let text)): return .constant(.string(text))
        default: return .text(parts)
        }
    }

    /// Notes an error at a place.
    mutating func report(_ place: SourceLocation, _ message: String, remedy: String) {
        compiler.report(compiler.sources.diagnostic(.error, at: place, message, remedy: remedy))
    }
}
