import JSON

/// `$dynamicRef` (JSON Schema Core, section 8.2.3.2): as `$ref`, but with a target that depends on the way here.
///
/// Where it leads to a `$dynamicAnchor`, the outermost schema on the way that carries an anchor of that name takes its
/// place. So a schema can be extended from outside.
struct DynamicReference: KeywordNode {
    static let definition = KeywordDefinition(
        "$dynamicRef",
        role: .reference,
        stage: .applicator,
        generation: Reference.generation
    ) {
        context throws(SchemaError) in
        let reference = try context.reference()
        if let name = reference.dynamicName { context.useDynamicName(name) }
        return .node(DynamicReference(initial: reference.subschema, name: reference.dynamicName))
    }

    /// The target when nothing on the way overrides it.
    let initial: Subschema
    /// The anchor's name; nil where it is a plain reference after all.
    let name: ExactString?

    var inPlaceSubschemas: [Subschema] { [initial] }

    func contribute(to stream: inout StreamConstraints) {
        guard name == nil else { return stream.leaveToValues() }
        stream.all.append(initial)
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard let name, let target = evaluation.dynamicTarget(named: name) else {
            return evaluation.apply(initial, to: instance)
        }
        let step = Subschema(index: target.index, steps: initial.steps, verdict: target.verdict)
        return evaluation.apply(step, to: instance)
    }
}
