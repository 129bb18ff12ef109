import Contracts
import JSON
import JSONSchema
import VerifierEvents

/// Splits the schemas of an action into coverage points.
///
/// References, `allOf` and conditions are followed; `anyOf`, `oneOf` and `not` are one keyword each.
struct CoverageBuilder {
    /// The part of an action that a schema describes.
    enum Side {
        /// The arguments of a query: texts that are never empty, so that some keywords cannot be broken.
        case query
        /// The arguments of a body.
        case body
        /// The body of a successful response.
        case answer
    }

    /// The maximum depth for a schema that refers to itself.
    private static let deepest = 16

    let contract: Contract
    let side: Side
    /// The points so far.
    var points: [CoveragePoint]

    /// Returns the node of the schema at a location, and adds its points.
    mutating func node(_ schema: JSONValue, at location: SourceLocation) -> CoverageNode {
        node(schema, Position(location: location))
    }

    /// The position of the builder: in the file, in the schema, in the value.
    private struct Position {
        var location: SourceLocation
        var keywords = JSONPointer()
        var place = ""
        var depth = 0
        var required: Set<ExactString> = []

        func applying(_ tokens: String...) -> Position {
            var copy = self
            for token in tokens {
                copy.location = copy.location.appending(token)
                copy.keywords = copy.keywords.appending(token)
            }
            copy.depth += 1
            return copy
        }

        func entering(_ token: String) -> Position {
            var copy = self
            copy.place += JSONPointer().appending(token).description
            copy.required = []
            return copy
        }
    }

    private mutating func node(_ schema: JSONValue, _ position: Position) -> CoverageNode {
        var node = CoverageNode()
        guard let schema = schema.objectValue, position.depth < Self.deepest else { return node }
        var position = position
        let required = (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
        position.required.formUnion(required.map { ExactString($0) })
        for member in schema {
            switch member.name {
            case "$ref": refer(to: member.value, position, &node)
            case "allOf":
                for (index, part) in (member.value.arrayValue ?? []).enumerated() {
                    apply(part, position.applying("allOf", "\(index)"), to: &node)
                }
            case "if": applyCondition(of: schema, position, &node)
            case "properties":
                for property in member.value.objectValue ?? JSONObject() {
                    add(property, position, &node)
                }
            case "items":
                let element = self.node(member.value, position.applying("items").entering("*"))
                node.elements = [element]
            case "required":
                guard side != .answer else { break }
                for name in required { require(name, position, &node) }
            case "enum": list(member.value, position, &node)
            default: add(keyword: member, position, &node)
            }
        }
        return node
    }

    private mutating func apply(
        _ schema: JSONValue,
        _ position: Position,
        condition: Schema? = nil,
        isNegated: Bool = false,
        to node: inout CoverageNode
    ) {
        let part = self.node(schema, position)
        node.applied.append(.init(condition: condition, isNegated: isNegated, node: part))
    }

    private mutating func refer(to reference: JSONValue, _ position: Position, _ node: inout CoverageNode) {
        guard let text = reference.stringValue, let target = position.location.resolving(text),
            let schema = contract.sources[target.file]?.document.value[target.pointer]
        else { return }
        var there = position.applying("$ref")
        there.location = target
        apply(schema, there, to: &node)
    }

    private mutating func applyCondition(
        of schema: JSONObject,
        _ position: Position,
        _ node: inout CoverageNode
    ) {
        // Conditions in a response determine which members belong together, not the possible values.
        guard side != .answer,
            let condition = try? contract.registry.compile(position.location.appending("if").uri)
        else { return }
        if let part = schema["then"] {
            apply(part, position.applying("then"), condition: condition, to: &node)
        }
        if let part = schema["else"] {
            apply(part, position.applying("else"), condition: condition, isNegated: true, to: &node)
        }
    }

    private mutating func add(_ property: JSONMember, _ position: Position, _ node: inout CoverageNode) {
        let inside = position.applying("properties", property.name).entering(property.name)
        let isOptional = !position.required.contains(ExactString(property.name))
        // A condition that constrains a member further does not make it a second one.
        let isNew = isOptional && !points.contains { $0.place == inside.place && $0.aspect.isOfMembers }
        let sent = isNew ? add(side == .answer ? .answerMember : .memberSent, inside, "") : nil
        let leftOut = isNew && side != .answer ? add(.memberLeftOut, inside, "") : nil
        node.members.append(
            .init(name: property.name, node: self.node(property.value, inside), sent: sent, leftOut: leftOut)
        )
    }

    private mutating func require(_ name: String, _ position: Position, _ node: inout CoverageNode) {
        let inside = position.entering(name)
        node.requirements.append(
            .init(
                name: name,
                location: position.keywords.appending("required"),
                kept: add(.keywordKept, inside, "required"),
                broken: add(.keywordBroken, inside, "required")
            )
        )
    }

    private mutating func list(_ values: JSONValue, _ position: Position, _ node: inout CoverageNode) {
        for value in values.arrayValue ?? [] {
            let point = add(side == .answer ? .answerValue : .requestValue, position, value.compactText)
            node.listed.append((value, point))
        }
        guard side != .answer else { return }
        node.keywords.append(
            .init(
                location: position.keywords.appending("enum"),
                subject: nil,
                kept: nil,
                broken: add(.keywordBroken, position, "enum")
            )
        )
    }

    private mutating func add(keyword: JSONMember, _ position: Position, _ node: inout CoverageNode) {
        guard side != .answer, let definition = Keyword(keyword.name), definition.isCoveragePoint else {
            return
        }
        let isType = keyword.name == "type"
        if isType, position.place.isEmpty { return }
        if isType, let names = keyword.value.arrayValue?.compactMap(\.stringValue) {
            node.types += names.map { ($0, add(.requestValue, position, "a value of type \($0)")) }
        }
        let text = keyword.value.stringValue ?? keyword.value.compactText
        let subject = keyword.value.arrayValue == nil ? "\(keyword.name) \(text)" : keyword.name
        node.keywords.append(
            .init(
                location: position.keywords.appending(keyword.name),
                subject: definition.subject,
                kept: isType && keyword.value.arrayValue != nil ? nil : add(.keywordKept, position, subject),
                broken: isBreakable(keyword) ? add(.keywordBroken, position, subject) : nil
            )
        )
    }

    /// Returns whether a request can break a keyword: every value of a query is a text, and an empty one counts as absent.
    private func isBreakable(_ keyword: JSONMember) -> Bool {
        guard side == .query else { return true }
        if keyword.name == "minLength", let length = keyword.value.intValue { return length > 1 }
        return keyword.name != "type"
    }

    private mutating func add(_ aspect: CoveragePoint.Aspect, _ position: Position, _ subject: String) -> Int
    {
        points.append(CoveragePoint(aspect: aspect, place: position.place, subject: subject))
        return points.count - 1
    }
}

extension CoveragePoint.Aspect {
    /// Whether the point is about the presence of a member.
    fileprivate var isOfMembers: Bool {
        switch self {
        case .memberSent, .memberLeftOut, .answerMember: true
        default: false
        }
    }
}
