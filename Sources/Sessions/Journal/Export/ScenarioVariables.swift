import Contracts
import JSON
import Tables

/// The ids of a story: clients' as variables, the service's as captures of the steps that made them.
struct ScenarioVariables {
    /// The ids of which something is there that the story has not told.
    private var past: Set<ExactString>
    private var templates: [ExactString: String] = [:]
    private var made: [ExactString: (step: Int, pointer: JSONPointer)] = [:]
    /// The variables of the clients' ids.
    private(set) var variables = JSONObject()
    /// What each step captures.
    private(set) var captures: [Int: JSONObject] = [:]
    private var names: Set<String> = ["run", "index", "name"]
    /// The variable that stands for a dollar sign, once there is one.
    private var dollar: String?

    /// Makes the ids of a story that begins in a world.
    ///
    /// - Complexity: O(*n*) in the size of the world.
    init(startingFrom world: SessionSnapshot) {
        past = []
        Self.collect(world.tables.fixture["tables"] ?? .null, into: &past)
    }

    /// Whether nothing is there of an id but what the story has told.
    func isOwn(_ identifier: String) -> Bool { !past.contains(ExactString(identifier)) }

    /// Whether a step of the story has made an id of the service.
    func isMade(_ identifier: String) -> Bool { made[ExactString(identifier)] != nil }

    /// The template of a client's id, made at first use.
    mutating func client(_ identifier: String, as member: String) -> String {
        if let known = templates[ExactString(identifier)] { return known }
        let role = member.hasSuffix("_id") ? String(member.dropLast(3)) : member
        let name = unused(role)
        let isShort = identifier.utf8.count <= 64 && !identifier.contains("${")
        variables[name] = .string("${run}-" + (isShort ? identifier : name))
        return remember(identifier, name)
    }

    /// The template of an id of which one is known, or which an earlier step has made; `nil` for others.
    mutating func template(of identifier: String) -> String? {
        let key = ExactString(identifier)
        if let known = templates[key] { return known }
        guard isOwn(identifier), let (step, pointer) = made[key] else { return nil }
        let member = pointer.tokens.last ?? "id"
        let name = unused(member.hasSuffix("_id") ? String(member.dropLast(3)) : member)
        captures[step, default: JSONObject()][name] = .string(pointer.description)
        return remember(identifier, name)
    }

    /// Learns the ids of the service that a step's answer shows outside of lists.
    mutating func learn(from body: JSONValue, _ annotations: AnnotationIndex, step: Int) {
        let lists = annotations.entries.filter { $0.annotation.list != nil }.map(\.pointer)
        for entry in annotations.entries where entry.annotation.identity == .server {
            let isListed = lists.contains { entry.pointer.tokens.starts(with: $0.tokens) }
            guard !isListed, let identifier = body[entry.pointer]?.stringValue,
                made[ExactString(identifier)] == nil
            else { continue }
            made[ExactString(identifier)] = (step, entry.pointer)
        }
    }

    /// Lets ids belong to what the story has not told, for a request that changed them is left out of it.
    mutating func distrust(_ identifiers: Set<ExactString>) { past.formUnion(identifiers) }

    /// A text as a template that becomes it: where it has a variable's look, its `$` is written by a variable.
    mutating func literal(_ text: String) -> String {
        guard !Template(.string(text)).isConstant else { return text }
        let name = dollar ?? unused("dollar")
        dollar = name
        variables[name] = "$"
        return text.replacing("${", with: "${\(name)}{")
    }

    private mutating func remember(_ identifier: String, _ name: String) -> String {
        templates[ExactString(identifier)] = "${\(name)}"
        return "${\(name)}"
    }

    private mutating func unused(_ wanted: String) -> String {
        let letters = wanted.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let base = letters.first?.isLetter == true ? letters : "id"
        var name = base
        var number = 2
        while !names.insert(name).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        return name
    }

    private static func collect(_ value: JSONValue, into texts: inout Set<ExactString>) {
        switch value {
        case .string(let text): texts.insert(ExactString(text))
        case .array(let elements): for element in elements { collect(element, into: &texts) }
        case .object(let object): for member in object { collect(member.value, into: &texts) }
        default: break
        }
    }
}
