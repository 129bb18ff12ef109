import JSON

/// Checks that requests can be sent and told apart: paths, names of actions, and arguments that a place can carry.
enum WireCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        for action in contract.actions {
            checkPath(action, &findings)
            checkNaming(action, contract, &findings)
            checkNames(action, &findings)
            checkTexts(action, &findings)
        }
        checkEqualPaths(contract, &findings)
        checkForms(contract, &findings)
    }

    private static func checkPath(_ action: Action, _ findings: inout Findings) {
        let place = action.location.appending("path")
        let written = findings.sources[place.file]?.document.value[place.pointer]
        guard let path = action.path else {
            if written != nil {
                findings.error(
                    at: place,
                    "this is no path template",
                    remedy: "write \"/\" between segments and at most one {argument} in each"
                )
            }
            if let part = action.request.parts.first(where: { $0.place == .path }) {
                findings.error(
                    at: part.location,
                    "the action has no path to take arguments from",
                    remedy: "add \"path\", such as \"/orders/{order_id}\", or move them to the query"
                )
            }
            return
        }
        let names = path.arguments
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            findings.error(at: place, "'\(name)' is in the path twice", remedy: "name each argument once")
        }
        guard let part = action.request.parts.first(where: { $0.place == .path }) else { return }
        let known = SchemaReader(sources: findings.sources).propertyNames(at: part.location)
        for name in known.sorted() where !names.contains(where: { ExactString($0) == name }) {
            findings.error(
                at: part.location.appending("properties").appending(name.string),
                "the path has no argument '\(name)'",
                remedy: NearestName.remedy(for: name.string, among: names, what: "argument in the path")
            )
        }
        for name in names where !known.contains(ExactString(name)) {
            findings.warning(
                at: place,
                "no schema describes the argument '\(name)', so that any text is right",
                remedy: "describe it under \"request\": {\"path\": ...}"
            )
        }
    }

    /// A request has to name its action, where no path does.
    private static func checkNaming(_ action: Action, _ contract: Contract, _ findings: inout Findings) {
        let names = contract.service.routing
        guard action.path == nil, names.place(for: action) == nil,
            findings.sources[action.location.file]?.document.value["path"] == nil
        else { return }
        findings.error(
            at: action.location.appending("action"),
            names.places.isEmpty
                ? "nothing in a request names the action '\(action.name)'"
                : "a request of '\(action.name)' has no body that could name it",
            remedy: names.places.isEmpty
                ? "add \"path\", or say in service.json where requests name their action (\"routing\")"
                : "add \"path\", or a \"parameter\" or \"header\" to \"routing\" in service.json"
        )
    }

    /// All arguments are one object.
    private static func checkNames(_ action: Action, _ findings: inout Findings) {
        let reader = SchemaReader(sources: findings.sources)
        var places: [ExactString: Request.Place] = [:]
        for part in action.request.parts where part.place != .body || action.request.bodyArgument == nil {
            for name in reader.propertyNames(at: part.location).sorted() {
                let key = part.place == .headers ? ExactString(name.string.lowercased()) : name
                guard let other = places[key] ?? places[name] else {
                    places[key] = part.place
                    continue
                }
                findings.error(
                    at: part.location.appending("properties").appending(name.string),
                    "the argument '\(name)' is in the \(other.word), too",
                    remedy: "rename one of them: all arguments of an action are one object"
                )
            }
        }
    }

    /// A text carries strings, numbers, booleans and arrays of them: an argument of another type cannot be sent by anybody.
    private static func checkTexts(_ action: Action, _ findings: inout Findings) {
        let request = action.request
        let types = SchemaTypes(sources: findings.sources)
        let reader = SchemaReader(sources: findings.sources)
        let scalars: Set<String> = ["string", "number", "boolean"]
        for name in reader.propertyNames(at: action.requestLocation).sorted()
        where request.isText(name.string) {
            let allowed = types.types(ofMember: name.string, at: action.requestLocation)
            let elements = types.types(ofElementsOf: name.string, at: action.requestLocation)
            let isSent =
                !allowed.isDisjoint(with: scalars)
                || (allowed.contains("array") && !elements.isDisjoint(with: scalars))
            guard !isSent, let place = written(name.string, request, reader) else { continue }
            let carrier = request.place(of: name.string).word
            findings.error(
                at: place,
                "no \(carrier) can carry '\(name)', which must be \(allowed.sorted().joined(separator: " or "))",
                remedy:
                    "allow a string, a number, a boolean or an array of them, or describe the arguments in a JSON \"body\""
            )
        }
    }

    private static func written(_ name: String, _ request: Request, _ reader: SchemaReader) -> SourceLocation?
    {
        if name == request.bodyArgument { return request.parts.first { $0.place == .body }?.location }
        return request.parts.flatMap { reader.children(of: $0.location, name) }.first
    }

    /// Two actions that no request tells apart.
    private static func checkEqualPaths(_ contract: Contract, _ findings: inout Findings) {
        var first: [String: Action] = [:]
        for action in contract.actions {
            guard let path = action.path else { continue }
            let shape = path.segments.map { segment in
                switch segment {
                case .literal(let text): "=\(text)"
                case .argument(_, let prefix, let suffix): "\(prefix){}\(suffix)"
                }
            }
            let key = action.method + " " + shape.joined(separator: "/")
            guard let other = first[key] else {
                first[key] = action
                continue
            }
            findings.error(
                at: action.location.appending("path"),
                "'\(other.name)' has this path and method, too, so that no request tells them apart",
                remedy: "change the path or the method of one of them"
            )
        }
    }

    /// Checks that send an action otherwise leave out actions with forms, where the same request means something else.
    private static func checkForms(_ contract: Contract, _ findings: inout Findings) {
        let removed: [BuiltInCheck] = [.queryActionWins]
        for action in contract.actions {
            guard let form = action.forms.first,
                let rule = removed.flatMap(contract.rules(for:)).first(where: {
                    $0.location.file != action.location.file
                }),
                contract.actions.filter({ $0.request.hasJSONMembers && $0.path == nil }).allSatisfy({
                    !$0.forms.isEmpty
                })
            else { continue }
            findings.warning(
                at: form.location,
                "with this form no action is left for which '\(rule.id)' can be checked",
                remedy: "remove the form, or the check of the rule"
            )
        }
    }
}

extension Request.Place {
    /// The place in a message.
    var word: String {
        switch self {
        case .path: "path"
        case .query: "query"
        case .headers: "header"
        case .body: "body"
        }
    }
}
