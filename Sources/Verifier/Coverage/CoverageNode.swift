import Contracts
import JSON
import JSONSchema

/// The points of a schema that a value reaches.
///
/// Points are indexes in the list of an action; `nil` where there is no such point.
struct CoverageNode: Sendable {
    /// A keyword that a value fits or breaks.
    struct Keyword: Sendable {
        let location: JSONPointer
        /// The type of the values that it constrains; `nil` for every value.
        let subject: ValueType?
        let kept: Int?
        let broken: Int?
    }

    /// A member and its schema.
    struct Member: Sendable {
        let name: String
        let node: CoverageNode
        let sent: Int?
        let leftOut: Int?
    }

    /// A required member.
    struct Requirement: Sendable {
        let name: String
        let location: JSONPointer
        let kept: Int
        let broken: Int
    }

    /// A schema that is applied to the same value, where its condition holds.
    struct Applied: Sendable {
        let condition: Schema?
        let isNegated: Bool
        let node: CoverageNode

        func applies(to value: JSONValue) -> Bool {
            condition.map { $0.isValid(value) != isNegated } ?? true
        }
    }

    var keywords: [Keyword] = []
    var listed: [(value: JSONValue, point: Int)] = []
    var types: [(name: String, point: Int)] = []
    var members: [Member] = []
    var requirements: [Requirement] = []
    var applied: [Applied] = []
    /// The node of every element; at most one.
    var elements: [CoverageNode] = []

    /// Adds the points that a value reaches.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - broken: The locations of the keywords that the whole request breaks.
    ///   - hits: The points so far; a point is added once for each place in the value.
    /// - Complexity: O(*n* · *m*) for *n* values with *m* members each.
    func visit(_ value: JSONValue, broken: Set<JSONPointer>, _ hits: inout [Int]) {
        for keyword in keywords where keyword.subject.map({ $0 == ValueType(of: value) }) ?? true {
            let point = broken.contains(keyword.location) ? keyword.broken : keyword.kept
            if let point { hits.append(point) }
        }
        for entry in listed where entry.value == value { hits.append(entry.point) }
        for entry in types where value.isOfType(entry.name) { hits.append(entry.point) }
        for applied in applied where applied.applies(to: value) {
            applied.node.visit(value, broken: broken, &hits)
        }
        switch value {
        case .object(let object): visit(object, broken: broken, &hits)
        case .array(let array):
            guard let node = elements.first else { return }
            for element in array { node.visit(element, broken: broken, &hits) }
        default: break
        }
    }

    private func visit(_ object: JSONObject, broken: Set<JSONPointer>, _ hits: inout [Int]) {
        for requirement in requirements {
            if object[requirement.name] != nil {
                hits.append(requirement.kept)
            } else if broken.contains(requirement.location) {
                hits.append(requirement.broken)
            }
        }
        for member in members {
            if let value = object[member.name] {
                if let point = member.sent { hits.append(point) }
                member.node.visit(value, broken: broken, &hits)
            } else if let point = member.leftOut {
                hits.append(point)
            }
        }
    }
}

extension JSONValue {
    /// Returns whether a schema's `type` of that name accepts the value.
    fileprivate func isOfType(_ name: String) -> Bool {
        name == typeName || (name == "integer" && numberValue?.isInteger == true)
    }
}
