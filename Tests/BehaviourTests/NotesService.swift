import Behaviour
import Contracts
import Foundation
import JSON
import Lambda
import Synchronization
import Tables
import TestSupport
import Testing

/// A small service whose actions tests write: accounts with entries, by owner.
struct NotesService {
    let contract: Contract
    let program: BehaviourProgram
    let store: InMemoryStore
    let endpoint: BehaviourEndpoint

    /// Creates the service with actions: each a name and `behaviour` as JSON; `request` are its arguments' schemas.
    init(
        _ behaviours: [String: String],
        method: String = "POST",
        required: [String] = [],
        store makeStore: (InMemoryStore) -> any TableStore = { $0 },
        timeToLive: Bool = false,
        clock: @escaping @Sendable () -> Int = NotesService.steppingClock()
    ) throws {
        var files = [
            "service.json": Self.service, "records/error.json": Self.error,
            "tables/accounts.json": Self.accounts,
            "tables/entries.json": Self.entries,
        ]
        for (name, behaviour) in behaviours {
            files["actions/\(name).json"] = Self.action(name, method, required, behaviour)
        }
        contract = try TemporaryFiles.withFolder(of: files) { try ContractFolder.load($0) }
        program = BehaviourProgram(contract)
        store = InMemoryStore(contract.tables.map(\.definition))
        let seeds = Atomic<UInt64>(1)
        endpoint = BehaviourEndpoint(
            program,
            BehaviourEnvironment(
                store: makeStore(store),
                now: clock,
                idSeed: { seeds.wrappingAdd(1, ordering: .relaxed).newValue },
                timeToLive: timeToLive
            )
        )
    }

    /// Sends a request; returns the status and the body.
    func send(_ action: String, _ arguments: JSONObject = [:]) async throws -> (status: Int, body: JSONValue)
    {
        let action = try #require(contract.action(named: action))
        let request = RequestEncoder(contract.service.routing).request(for: action, arguments)
        let response = await endpoint.send(request)
        return (response.status, response.body.isEmpty ? .null : try JSONValue(parsing: response.body))
    }

    /// Sends a request with arguments as JSON text.
    func send(_ action: String, _ arguments: String) async throws -> (status: Int, body: JSONValue) {
        try await send(action, JSONValue(parsing: arguments).objectValue ?? [:])
    }

    /// What is wrong with the behaviours.
    var problems: [String] { program.diagnostics.map(\.description) }

    /// All records of a table, in the order in which they were stored.
    func records(_ table: String) throws -> [Item] {
        try store.snapshot().items(of: table)
    }

    /// Creates a clock that moves by a millisecond each time it is read.
    static func steppingClock() -> @Sendable () -> Int {
        let time = SharedTime()
        return { time.next() }
    }

    private static func action(_ name: String, _ method: String, _ required: [String], _ behaviour: String)
        -> String
    {
        let place = method == "GET" ? "query" : "body"
        let names = JSONValue.array(required.map { .string($0) }).compactText
        return """
            {
              "$schema": "../meta/action.schema.json", "action": "\(name)", "summary": "Does something.",
              "method": "\(method)",
              "request": {"\(place)": {"type": "object", "required": \(names), "properties": {
                "id": {"type": "string"}, "owner": {"type": "string"}, "amount": {}, "text": {},
                "limit": {"type": "string"}, "cursor": {"type": "string"}, "since": {"type": "string"}, "kind": {"type": "string"}
              }}},
              "responses": {"200": {"body": {"type": "object"}}, "201": {"body": {"type": "object"}}, "204": {}},
              "behaviour": \(behaviour),
              "rules": []
            }
            """
    }

    private static let service = """
        {
          "$schema": "meta/service.schema.json", "service": "accounts",
          "routing": {"parameter": "action", "member": "action"},
          "limits": {"requestBytes": 1000000, "responseBytes": 100000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {"$ref": "records/error.json"},
          "rules": [{"id": "answers", "level": "must", "text": "A valid request is answered 200.", "check": "success-status"}]
        }
        """

    private static let error = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Error", "description": "An error.",
         "type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
        """

    private static let accounts = """
        {
          "$schema": "../meta/table.schema.json", "TableName": "Accounts",
          "AttributeDefinitions": [
            {"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "code", "AttributeType": "S"}
          ],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
          "GlobalSecondaryIndexes": [
            {"IndexName": "ByOwner", "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}},
            {"IndexName": "ByCode", "KeySchema": [{"AttributeName": "code", "KeyType": "HASH"}], "Projection": {"ProjectionType": "ALL"}}
          ],
          "BillingMode": "PAY_PER_REQUEST",
          "unique": ["code"],
          "record": {
            "type": "object", "required": ["id", "owner"],
            "properties": {
              "id": {"type": "string", "understudy": {"identity": "server"}},
              "code": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$", "understudy": {"identity": "server"}},
              "owner": {"type": "string"}, "balance": {"type": "number"}, "text": {}, "kind": {"type": "string"},
              "opened_at": {"type": "integer", "understudy": {"time": true}}
            }
          }
        }
        """

    private static let entries = """
        {
          "$schema": "../meta/table.schema.json", "TableName": "Entries",
          "AttributeDefinitions": [
            {"AttributeName": "account", "AttributeType": "S"}, {"AttributeName": "entry", "AttributeType": "S"},
            {"AttributeName": "kind", "AttributeType": "S"}, {"AttributeName": "at", "AttributeType": "N"}
          ],
          "KeySchema": [{"AttributeName": "account", "KeyType": "HASH"}, {"AttributeName": "entry", "KeyType": "RANGE"}],
          "GlobalSecondaryIndexes": [
            {"IndexName": "ByTime", "KeySchema": [{"AttributeName": "account", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}},
            {"IndexName": "ByKind", "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}}
          ],
          "BillingMode": "PAY_PER_REQUEST",
          "retention": {"attribute": "expires", "from": "at", "seconds": 60},
          "record": {
            "type": "object", "required": ["account", "entry"],
            "properties": {
              "account": {"type": "string"}, "entry": {"type": "string", "understudy": {"identity": "server"}},
              "kind": {"type": "string"}, "amount": {"type": "number"}, "done": {"type": "boolean"}, "text": {},
              "at": {"type": "integer", "understudy": {"time": true}}
            }
          }
        }
        """
}

/// A time that moves on each time it is read.
private final class SharedTime: Sendable {
    private let time = Atomic<Int>(1_767_225_600_000)

    func next() -> Int { time.wrappingAdd(1, ordering: .relaxed).newValue }
}
