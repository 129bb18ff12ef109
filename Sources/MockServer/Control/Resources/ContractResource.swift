import Contracts
import JSON
import Sessions
import Tables

/// `contract`: the contract, for the page's list of actions.
struct ContractResource: ControlResource {
    static let name = "contract"
    static let isOfSession = false

    let contract: CurrentContract

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        let served = contract.contract
        return .json([
            "service": .string(served.service.name),
            "summary": served.service.summary.map(JSONValue.string) ?? .null,
            "routing": [
                "parameter": served.service.routing.parameter.map(JSONValue.string) ?? .null,
                "member": served.service.routing.member.map(JSONValue.string) ?? .null,
                "header": served.service.routing.header.map { .string($0.name) } ?? .null,
                "prefix": .string(served.service.routing.header?.prefix ?? ""),
            ],
            "key": served.service.apiKeys?.json ?? .null,
            "actions": .array(served.actions.map { $0.json(named: served.service.routing.place(for: $0)) }),
            "tables": .array(served.tables.map(\.definition.json)),
            "records": .object(served.recordSources),
            "rules": .array(served.service.rules.map(\.json)),
            "error": contract.error.map(JSONValue.string) ?? .null,
        ])
    }
}

extension APIKeys {
    /// The place of the key, and the key that the page sends.
    fileprivate var json: JSONValue {
        [
            "header": header.map(JSONValue.string) ?? .null,
            "parameter": parameter.map(JSONValue.string) ?? .null,
            "value": .string(defaultKey?.value ?? "understudy"),
        ]
    }
}

extension Contract {
    /// The schemas that the actions' schemas refer to, by their paths in the contract folder.
    fileprivate var recordSources: JSONObject {
        records.reduce(into: JSONObject()) { sources, record in
            sources["records/\(record.name).json"] = record.source
        }
    }
}

extension Action {
    /// The action as the control API returns it.
    ///
    /// - Parameter naming: Where a request of it names it; `nil` where its path does.
    /// - Returns: The action as JSON.
    fileprivate func json(named naming: Service.RoutingNames.Place?) -> JSONValue {
        var answers = JSONObject()
        for (status, response) in responses.sorted(by: { $0.key < $1.key }) {
            answers["\(status)"] = response.source ?? .null
        }
        return [
            "name": .string(name),
            "summary": .string(summary),
            "method": .string(method),
            "path": path.map { .string($0.text) } ?? .null,
            "naming": naming.map { .string($0.rawValue) } ?? .null,
            "place": .string(request.place.rawValue),
            "places": .object(placesOfArguments),
            "body": request.has(.body) ? .string(request.bodyEncoding.rawValue) : .null,
            "bodyArgument": request.bodyArgument.map(JSONValue.string) ?? .null,
            "styles": .object(
                JSONObject(
                    request.styles.sorted { $0.key < $1.key }.map {
                        JSONMember(name: $0.key, value: .string($0.value.rawValue))
                    }
                )
            ),
            "request": request.source,
            "responses": .object(answers),
            "examples": .array(examples.map(\.json)),
            "rules": .array(rules.map(\.json)),
        ]
    }
}

extension Action {
    /// The places of the arguments by name.
    private var placesOfArguments: JSONObject {
        var places = JSONObject()
        for place in Request.Place.allCases {
            for name in request.names(in: place) { places[name] = .string(place.rawValue) }
        }
        return places
    }
}

extension Example {
    fileprivate var json: JSONValue {
        ["name": .string(name), "request": .object(request), "status": .number(JSONNumber(status))]
    }
}

extension Rule {
    fileprivate var json: JSONValue {
        ["id": .string(id), "level": .string(level.rawValue), "text": .string(text)]
    }
}

extension TableDefinition {
    fileprivate var json: JSONValue {
        [
            "name": .string(name),
            "partitionKey": .string(key.partition.name),
            "sortKey": key.sort.map { .string($0.name) } ?? .null,
            "indexes": .array(indexes.map { .string($0.name) }),
        ]
    }
}
