import JSON

/// `dependencies`: what `dependentSchemas` and `dependentRequired` were before 2019-09.
///
/// The meta schema of 2020-12 still
/// lists it, so that older schemas can be read.
struct Dependencies: KeywordNode {
    static let definition = KeywordDefinition(
        "dependencies",
        subschemas: .map,
        stage: .applicator
    ) { context throws(SchemaError) in
        var schemas: [(name: String, subschema: Subschema)] = []
        var names: [(name: String, required: [String])] = []
        for member in try context.object() {
            if case .array = member.value {
                names.append((member.name, try context.names(in: member.value)))
            } else {
                schemas.append((member.name, try context.subschema(member.value, steps: [member.name])))
            }
        }
        return .node(
            Dependencies(
                schemas: DependentSchemas(dependents: schemas),
                names: DependentRequired(dependents: names)
            )
        )
    }

    let schemas: DependentSchemas
    let names: DependentRequired

    var inPlaceSubschemas: [Subschema] { schemas.inPlaceSubschemas }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        let namesHold = names.evaluate(instance, &evaluation)
        if !namesHold, evaluation.canStopEarly { return false }
        return schemas.evaluate(instance, &evaluation) && namesHold
    }
}
