import JSON

/// `dependentRequired` (JSON Schema Validation, section 6.5.4): the members that must be present where another is.
struct DependentRequired: KeywordNode {
    static let definition = KeywordDefinition(
        "dependentRequired",
        subject: .object,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        var dependents: [(name: String, required: [String])] = []
        for member in try context.object() {
            dependents.append((member.name, try context.names(in: member.value)))
        }
        return .node(DependentRequired(dependents: dependents))
    }

    let dependents: [(name: String, required: [String])]

    func contribute(to stream: inout StreamConstraints) {
        stream.dependents += dependents
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        for (name, required) in dependents where object[name] != nil {
            guard required.contains(where: { object[$0] == nil }) else { continue }
            isValid = evaluation.fail(
                expecting: .array(required.filter { object[$0] == nil }.map(JSONValue.string)),
                message(object, name, required)
            )
            if evaluation.canStopEarly { return false }
        }
        return isValid
    }

    private func message(_ object: JSONObject, _ name: String, _ required: [String]) -> String {
        let missing = required.filter { object[$0] == nil }
        return "must have \(Wording.members(missing)) because it has \(JSONValue.string(name).excerpt), "
            + "but \(missing.count == 1 ? "it is" : "they are") missing"
    }
}

extension DependentRequired {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, _, constraints in
            for dependency in use.value.objectValue ?? JSONObject() {
                let others = (dependency.value.arrayValue ?? []).compactMap(\.stringValue)
                constraints.dependencies.append(
                    (ExactString(dependency.name), others.map { ExactString($0) })
                )
            }
        },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .object)
            let pairs = (use.value.objectValue ?? JSONObject()).flatMap { entry in
                (entry.value.arrayValue ?? []).compactMap { other in
                    other.stringValue.map { (entry.name, $0) }
                }
            }
            guard let (name, other) = builder.way(number, of: pairs) else { return false }
            constraints.require(name)
            constraints.forbidden.insert(ExactString(other))
            return true
        }
    )
}
