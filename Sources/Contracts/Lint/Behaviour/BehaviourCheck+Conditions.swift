import JSON

extension BehaviourCheck {
    /// Checks that a condition is about names that there are, and that it can hold.
    func check(
        _ condition: BehaviourCondition,
        at location: SourceLocation,
        _ scope: BehaviourScope,
        _ findings: inout Findings
    ) {
        switch condition {
        case .schema: checkNames(at: location, scope, &findings)
        case .equal(let values):
            let shapes = values.map { self.shapes.shape(of: $0, in: scope) }
            for (index, shape) in shapes.enumerated().dropFirst() {
                let first = shapes[0]
                guard first.types.isDisjoint(with: shape.types) || excludes(first, shape) else { continue }
                findings.error(
                    at: values[index].location,
                    "this can never be equal to the first value: "
                        + (first.types.isDisjoint(with: shape.types)
                            ? "one is \(first.typeText), the other \(shape.typeText)"
                            : "it is not among \((first.constants ?? []).map(\.compactText).joined(separator: ", "))"),
                    remedy: "compare values that can be equal"
                )
            }
        case .bytes(let value, _):
            let shape = shapes.shape(of: value, in: scope)
            guard shape.types.isDisjoint(with: ["string"]) else { return }
            findings.error(
                at: value.location,
                "this is \(shape.typeText), and \"bytes\" takes a text",
                remedy: "use a schema for values of other types"
            )
        }
    }

    private func excludes(_ first: ValueShape, _ second: ValueShape) -> Bool {
        guard let one = first.constants, let other = second.constants else { return false }
        return !one.contains(where: other.contains)
    }

    /// Checks the member names of a condition's schema: those of the object of all names, and of the records inside.
    private func checkNames(at location: SourceLocation, _ scope: BehaviourScope, _ findings: inout Findings)
    {
        guard !scope.isOpen else { return }
        let reader = shapes.declared.reader
        for found in reader.unconditionalSchemas(at: location) {
            let required = found.schema["required"]?.arrayValue ?? []
            for (index, name) in required.enumerated() {
                guard let name = name.stringValue, scope[name] == nil else { continue }
                unknown(name, at: found.location.appending("required").appending(index), scope, &findings)
            }
            for member in found.schema["properties"]?.objectValue ?? JSONObject() {
                let place = found.location.appending("properties").appending(member.name)
                guard let binding = scope[member.name] else {
                    unknown(member.name, at: place, scope, &findings)
                    continue
                }
                compare(binding.shape, place, path: [member.name], &findings)
            }
        }
    }

    /// Reports what of a condition's schema no value of a name can fit.
    private func compare(
        _ shape: ValueShape,
        _ location: SourceLocation,
        path: [String],
        _ findings: inout Findings
    ) {
        guard path.count < 6, !shape.types.contains("array") else { return }
        let wanted = shapes.declared.shape(at: [location])
        if shape.types.isDisjoint(with: wanted.types) {
            findings.error(
                at: location,
                "'\(path.joined(separator: "/"))' is \(shape.typeText) and never \(wanted.typeText), so that this never holds",
                remedy: "ask for a value that it can have"
            )
        } else if let known = shape.constants, let allowed = wanted.constants,
            !known.contains(where: allowed.contains)
        {
            findings.error(
                at: location,
                "'\(path.joined(separator: "/"))' never has this value, so that this never holds",
                remedy: "use one of \(known.map(\.compactText).joined(separator: ", "))"
            )
        }
        for found in shapes.declared.reader.unconditionalSchemas(at: location) {
            for member in found.schema["properties"]?.objectValue ?? JSONObject() {
                let place = found.location.appending("properties").appending(member.name)
                let names = shapes.declared.names(of: shape)
                if let inner = shapes.declared.member(member.name, of: shape) {
                    compare(inner, place, path: path + [member.name], &findings)
                } else {
                    findings.error(
                        at: place,
                        "'\(path.joined(separator: "/"))' has no member '\(member.name)'",
                        remedy: NearestName.remedy(
                            for: member.name,
                            among: names.map(\.string),
                            what: "member"
                        ),
                        atName: true
                    )
                }
            }
        }
    }

    private func unknown(
        _ name: String,
        at location: SourceLocation,
        _ scope: BehaviourScope,
        _ findings: inout Findings
    ) {
        findings.error(
            at: location,
            "'\(name)' is neither an argument nor found by a step before",
            remedy: NearestName.remedy(for: name, among: scope.bindings.keys.map(\.string), what: "name"),
            atName: contract.sources[location.file]?.document.value[location.pointer]?.stringValue != name
        )
    }

    /// Notes what is certain where a condition holds, or where it does not.
    func narrow(_ scope: inout BehaviourScope, by condition: BehaviourCondition, holds: Bool = true) {
        switch condition {
        case .schema(_, let source):
            let source = holds ? source : source["not"] ?? .null
            for name in (source["required"]?.arrayValue ?? []).compactMap(\.stringValue) {
                scope.setPresent(name)
            }
            for member in source["properties"]?.objectValue ?? JSONObject() {
                guard let binding = scope[member.name] else { continue }
                let types = Self.types(of: member.value)
                let common = binding.shape.types.intersection(types)
                if !common.isEmpty { scope[member.name]?.shape.types = common }
            }
        case .equal(let values):
            for value in values where holds {
                if case .reference(let reference) = value.kind { scope.setPresent(reference.name) }
            }
        case .bytes: break
        }
    }

    private static func types(of schema: JSONValue) -> Set<String> {
        let names =
            schema["type"]?.stringValue.map { [$0] } ?? schema["type"]?.arrayValue?.compactMap(\.stringValue)
            ?? []
        return Set(names.map { $0 == "integer" ? "number" : $0 })
    }
}
