public import JSON
import JSONSchema

/// Finds the action that a request is for.
///
/// The query's routing parameter decides when it is there and not empty, else the body's routing member. Where the
/// query names the action, a body of one of the action's `query` forms is brought into the canonical form. Where
/// neither names a known action, the first action with a `body` form that takes the body is meant.
public struct Routing: Sendable {
    /// One parameter of a query, decoded.
    public typealias Parameter = (name: String, value: String)

    private let contract: Contract

    /// Makes the routing of a contract.
    public init(_ contract: Contract) {
        self.contract = contract
    }

    /// Finds action, form and arguments.
    ///
    /// The method plays no part: whether the action answers to it is for the caller to say.
    /// - Parameters:
    ///   - query: The decoded parameters in their order; of a repeated one the first counts.
    ///   - body: The parsed body; `nil` when there is none or it is not JSON.
    /// - Returns: The route, or why there is none.
    /// - Complexity: O(*n*) in the number of parameters and members; a body without a known action is validated
    ///   against every `body` form.
    public func resolve(query: [Parameter], body: JSONValue?) -> RoutingOutcome {
        let names = contract.service.routing
        let object = body?.objectValue
        if let name = query.first(where: { ExactString($0.name) == ExactString(names.parameter) })?.value,
            !name.isEmpty
        {
            guard let action = contract.action(named: name) else { return .unknownAction(name) }
            let form = object.flatMap { object in
                action.forms.first { $0.via == .query && $0.match.isValid(.object(object)) }
            }
            return .action(route(to: action, form: form, query: query, object: object))
        }
        let name = object?[names.member]?.stringValue ?? ""
        if !name.isEmpty, let action = contract.action(named: name) {
            return .action(route(to: action, form: nil, query: query, object: object))
        }
        if let object {
            for action in contract.actions {
                let form = action.forms.first { $0.via == .body && $0.match.isValid(.object(object)) }
                guard let form else { continue }
                return .action(route(to: action, form: form, query: query, object: object))
            }
        }
        return name.isEmpty ? .noAction : .unknownAction(name)
    }

    private func route(
        to action: Action,
        form: WireForm?,
        query: [Parameter],
        object: JSONObject?
    ) -> Route {
        let names = contract.service.routing
        if let form, let object {
            let arguments = form.arguments(ofBody: object, routingMember: names.member)
            return Route(action: action, form: form, arguments: arguments)
        }
        switch action.request.place {
        case .query:
            return Route(action: action, form: nil, arguments: arguments(ofQuery: query))
        case .body:
            var arguments = object
            arguments?[names.member] = nil
            return Route(action: action, form: nil, arguments: arguments)
        }
    }

    /// The parameters without the routing parameter and without empty ones, which count as absent.
    private func arguments(ofQuery query: [Parameter]) -> JSONObject {
        var seen: Set<ExactString> = [ExactString(contract.service.routing.parameter)]
        var members: [JSONMember] = []
        for parameter in query where seen.insert(ExactString(parameter.name)).inserted {
            guard !parameter.value.isEmpty else { continue }
            members.append(JSONMember(name: parameter.name, value: .string(parameter.value)))
        }
        return JSONObject(members)
    }
}
