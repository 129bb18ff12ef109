import Contracts
import JSON

/// `$project`: some members of an object, or of each object of an array.
struct Project: Function {
    let value: Expression
    let members: [String]?
    let without: [String]
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        guard let value = try execution.value(of: value) else { return nil }
        return try project(value)
    }

    private func project(_ value: JSONValue) throws(Interruption) -> JSONValue {
        switch value {
        case .null: return .null
        case .object(let object): return .object(object.projected(members, without: without))
        case .array(let elements):
            var projected: [JSONValue] = []
            projected.reserveCapacity(elements.count)
            for element in elements { projected.append(try project(element)) }
            return .array(projected)
        default: throw .failed("\(value.typeName) has no members", at: location)
        }
    }
}

extension JSONObject {
    /// The members of given names, in their order, without some.
    func projected(_ names: [String]?, without: [String]) -> JSONObject {
        guard let names else {
            guard without.contains(where: { self[$0] != nil }) else { return self }
            return JSONObject(filter { !without.contains($0.name) })
        }
        var projected = JSONObject()
        for name in names where !without.contains(name) { projected[name] = self[name] }
        return projected
    }
}
