import Contracts
import JSON
import Tables

/// The ids of a recorded scenario: client ids as variables, server ids as captures of the steps that created them.
struct ScenarioVariables {
    /// The ids whose state is partly unknown, because of records or requests outside of the recording.
    private var unknown: Set<ExactString>
    private var templates: [ExactString: String] = [:]
    private var made: [ExactString: (step: Int, pointer: JSONPointer)] = [:]
    /// The variables of the client ids.
    private(set) var variables = JSONObject()
    /// The captures of each step.
    private(set) var captures: [Int: JSONObject] = [:]
    private var names: Set<String> = ["run", "index", "name"]
    /// The variable for a dollar sign, if one was needed.
    private var dollar: String?

    /// Creates the ids of a scenario that starts from a snapshot.
    ///
    /// Every text of its records may be an id. A number is one only where the table's record says so, since counts and times are
    /// numbers, too.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when kept records cannot be read.
    /// - Complexity: O(*n*) in the size of the snapshot.
    init(startingFrom snapshot: SessionSnapshot, of contract: Contract) throws(TableStoreError) {
        unknown = []
        for table in try snapshot.tables.fixture["tables"]?.objectValue ?? JSONObject() {
            let identifiers = contract.table(named: table.name).map { contract.identifierNames(of: $0) } ?? []
            for item in table.value.arrayValue ?? [] {
                Self.collectTexts(item, into: &unknown)
                for name in identifiers {
                    guard let text = item[name]?.identifierText else { continue }
                    unknown.insert(ExactString(text))
                }
            }
        }
    }

    /// Returns whether everything about an id was recorded.
    func isOwn(_ identifier: String) -> Bool { !unknown.contains(ExactString(identifier)) }

    /// Returns whether a recorded step created a server id.
    func isMade(_ identifier: String) -> Bool { made[ExactString(identifier)] != nil }

    /// Returns whether a text is a client id of the scenario, or a server id that a recorded step created.
    func isIdentifier(_ text: String) -> Bool { templates[ExactString(text)] != nil || isMade(text) }

    /// Returns the template of a client id, creating its variable at first use.
    mutating func client(_ identifier: String, as member: String) -> String {
        if let known = templates[ExactString(identifier)] { return known }
        let role = member.hasSuffix("_id") ? String(member.dropLast(3)) : member
        let name = unused(role)
        let isShort = identifier.utf8.count <= 64 && !identifier.contains("${")
        variables[name] = .string("${run}-" + (isShort ? identifier : name))
        return remember(identifier, name)
    }

    /// Returns the template of an id that has one, or that an earlier step created; `nil` for others.
    mutating func template(of identifier: String) -> String? {
        let key = ExactString(identifier)
        if let known = templates[key] { return known }
        guard isOwn(identifier), let (step, pointer) = made[key] else { return nil }
        let member = pointer.tokens.last ?? "id"
        let name = unused(member.hasSuffix("_id") ? String(member.dropLast(3)) : member)
        captures[step, default: JSONObject()][name] = .string(pointer.description)
        return remember(identifier, name)
    }

    /// Records the server ids that a step's answer contains outside of lists.
    mutating func learn(from body: JSONValue, _ annotations: AnnotationIndex, step: Int) {
        let lists = annotations.entries.filter { $0.annotation.list != nil }.map(\.pointer)
        for entry in annotations.entries where entry.annotation.identity == .server {
            let isListed = lists.contains { entry.pointer.tokens.starts(with: $0.tokens) }
            guard !isListed, let identifier = body[entry.pointer]?.identifierText,
                made[ExactString(identifier)] == nil
            else { continue }
            made[ExactString(identifier)] = (step, entry.pointer)
        }
    }

    /// Marks ids as partly unknown, because a request that affected them is left out.
    mutating func markUnknown(_ identifiers: Set<ExactString>) { unknown.formUnion(identifiers) }

    /// Returns a template that expands to a text: the `$` of text like a variable is replaced by a variable.
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

    private static func collectTexts(_ value: JSONValue, into texts: inout Set<ExactString>) {
        switch value {
        case .string(let text): texts.insert(ExactString(text))
        case .array(let elements): for element in elements { collectTexts(element, into: &texts) }
        case .object(let object): for member in object { collectTexts(member.value, into: &texts) }
        default: break
        }
    }
}

extension Contract {
    /// The attributes of a table's records that are ids: its own, and those of records that it refers to.
    fileprivate func identifierNames(of table: TableContract) -> [String] {
        let marked = recordMembers(of: table).filter { $0.identity != nil }.map(\.name)
        return marked + table.keyNames + table.unique + table.references.map(\.attribute)
    }
}
