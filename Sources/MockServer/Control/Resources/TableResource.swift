import Contracts
import JSON
import Sessions
import Tables

/// `tables`: the session's tables; `tables/NAME`: their items, to search, put and delete.
struct TableResource: ControlResource {
    static let name = "tables"
    static let usesRecords = true
    static let depth = 1

    /// The default number of items of a page.
    private static let pageItems = 50

    let contract: CurrentContract

    func answer(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer {
        let session = try request.session()
        let tables = session.store.snapshot()
        guard let name = request.path.first else {
            guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
            return .json(["tables": .array(tables.definitions.map { $0.json(in: tables) })])
        }
        guard let definition = tables.definitions.first(where: { $0.name == name }) else {
            let remedy = NearestName.remedy(for: name, among: tables.definitions.map(\.name), what: "table")
            throw ControlError(404, "there is no table '\(name)'; \(remedy)")
        }
        switch request.method {
        case "GET": return .json(try page(of: definition, in: tables, request))
        case "PUT": try await put(request.json(), in: definition, of: session)
        case "DELETE": try await delete(request, from: definition, of: session)
        default: throw .method(request, allowed: ["GET", "PUT", "DELETE"])
        }
        return .success
    }

    private func page(
        of definition: TableDefinition,
        in tables: TableState,
        _ request: ControlRequest
    ) throws(ControlError) -> JSONValue {
        let limit = try request.number("limit", atLeast: 1) ?? Self.pageItems
        let offset = try request.number("offset", atLeast: 0) ?? 0
        let search = request.parameter("search")?.lowercased()
        var items: [Item]
        do throws(TableStoreError) {
            items = try tables.items(of: definition.name)
        } catch {
            throw ControlError(503, error.description)
        }
        if let search { items.removeAll { !JSONValue.object($0).compactText.lowercased().contains(search) } }
        return [
            "name": .string(definition.name),
            "key": .array(definition.key.attributes.map { .string($0.name) }),
            "matches": .number(JSONNumber(items.count)),
            "items": .array(items.dropFirst(offset).prefix(limit).map(JSONValue.object)),
        ]
    }

    private func put(
        _ value: JSONValue,
        in definition: TableDefinition,
        of session: Session
    ) async throws(ControlError) {
        guard let item = value.objectValue else {
            throw ControlError(400, "an item is a JSON object, but this is \(value.typeName)")
        }
        if let table = contract.contract.table(named: definition.name),
            let breach = table.firstBreach(in: value)
        {
            throw ControlError(400, "\(breach.pointer): \(breach.message)")
        }
        try await transact([.put(item, in: definition.name)], of: session)
    }

    private func delete(
        _ request: ControlRequest,
        from definition: TableDefinition,
        of session: Session
    ) async throws(ControlError) {
        var values: [KeyValue] = []
        for attribute in definition.key.attributes {
            let text = try request.required(attribute.name, example: "...")
            switch attribute.type {
            case .string: values.append(.string(text))
            case .number:
                guard let number = JSONNumber(text) else {
                    throw ControlError(400, "\(attribute.name) must be a number, but is '\(text)'")
                }
                values.append(.number(number))
            }
        }
        let key = Key(values[0], values.count > 1 ? values[1] : nil)
        let condition = Condition.exists(definition.key.partition.name)
        try await transact([.delete(key, in: definition.name, if: condition)], of: session)
    }

    private func transact(_ actions: [WriteAction], of session: Session) async throws(ControlError) {
        do throws(TableStoreError) {
            try await session.store.transact(actions)
            session.tablesWereEdited()
        } catch {
            switch error {
            case .conditionFailed: throw ControlError(404, "there is no item with that key")
            case .notUnique: throw ControlError(409, error.description)
            case .unavailable: throw ControlError(503, error.description)
            default: throw ControlError(400, error.description)
            }
        }
    }
}

extension TableDefinition {
    /// The table as the control API lists it.
    fileprivate func json(in tables: TableState) -> JSONValue {
        [
            "name": .string(name),
            "partitionKey": .string(key.partition.name),
            "sortKey": key.sort.map { .string($0.name) } ?? .null,
            "count": .number(JSONNumber((try? tables.count(of: name)) ?? 0)),
        ]
    }
}
