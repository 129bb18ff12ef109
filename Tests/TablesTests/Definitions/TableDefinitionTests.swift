import JSON
import Tables
import Testing

@Suite("A table's definition")
struct TableDefinitionTests {
    static let json: JSONValue = [
        "$schema": "../meta/table.schema.json",
        "TableName": "Messages",
        "AttributeDefinitions": [
            ["AttributeName": "conversation_id", "AttributeType": "S"],
            ["AttributeName": "message_id", "AttributeType": "S"],
            ["AttributeName": "created_at", "AttributeType": "N"],
        ],
        "KeySchema": [
            ["AttributeName": "conversation_id", "KeyType": "HASH"],
            ["AttributeName": "message_id", "KeyType": "RANGE"],
        ],
        "GlobalSecondaryIndexes": [
            [
                "IndexName": "MessageTimestampIndex",
                "KeySchema": [
                    ["AttributeName": "conversation_id", "KeyType": "HASH"],
                    ["AttributeName": "created_at", "KeyType": "RANGE"],
                ],
                "Projection": ["ProjectionType": "ALL"],
            ]
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "record": ["$ref": "../records/message.json"],
    ]

    @Test("reads the input of CreateTable")
    func reads() throws {
        let definition = try TableDefinition(Self.json)
        #expect(definition.name == "Messages")
        #expect(definition.key.partition == KeyAttribute("conversation_id"))
        #expect(definition.key.sort == KeyAttribute("message_id"))
        let index = try #require(definition.index(named: "MessageTimestampIndex"))
        #expect(index.key.sort == KeyAttribute("created_at", .number))
    }

    @Test("writes what it reads")
    func writes() throws {
        let definition = try TableDefinition(Self.json)
        #expect(try TableDefinition(definition.json) == definition)
        #expect(definition.json["BillingMode"] == "PAY_PER_REQUEST")
    }

    static let broken: [(pointer: String, value: JSONValue?, error: String)] = [
        ("/TableName", nil, ": 'TableName' is missing"),
        ("/TableName", 3, "/TableName: must be a string, but is a JSON number"),
        ("/TableName", "a b c", "/TableName: 'a b c' is not a valid table name"),
        ("/TableName", "ab", "/TableName: 'ab' is not a valid table name"),
        ("/KeySchema", nil, ": 'KeySchema' is missing"),
        ("/KeySchema", [], "/KeySchema: 0 attributes cannot be a key"),
        ("/KeySchema/0/KeyType", "RANGE", "/KeySchema/0/KeyType: this must be HASH"),
        ("/KeySchema/1/KeyType", "HASH", "/KeySchema/1/KeyType: this must be RANGE"),
        ("/KeySchema/0/AttributeName", "other", "/KeySchema/0/AttributeName: 'other' has no type"),
        (
            "/KeySchema/1/AttributeName", "conversation_id",
            "/KeySchema/1/AttributeName: 'conversation_id' is both partition and sort key"
        ),
        (
            "/AttributeDefinitions/0/AttributeType", "B",
            "/AttributeDefinitions/0/AttributeType: 'B' is not a key type"
        ),
        (
            "/AttributeDefinitions/1/AttributeName", "conversation_id",
            "/AttributeDefinitions/1/AttributeName: 'conversation_id' is defined twice"
        ),
        (
            "/GlobalSecondaryIndexes/0/KeySchema/1/AttributeName", "message_id",
            "/AttributeDefinitions/2/AttributeName: 'created_at' is in no key"
        ),
        (
            "/GlobalSecondaryIndexes/0/Projection/ProjectionType", "KEYS_ONLY",
            "/GlobalSecondaryIndexes/0/Projection/ProjectionType: only whole items are projected here"
        ),
        ("/GlobalSecondaryIndexes", ["a": 1], "/GlobalSecondaryIndexes: must be an array"),
    ]

    @Test("is rejected with the location and the reason", arguments: broken)
    func refuses(pointer: String, value: JSONValue?, error: String) throws {
        let json = Self.json.replacing(at: try JSONPointer(pointer), with: value)
        let thrown = #expect(throws: TableDefinitionError.self) { try TableDefinition(json) }
        let text = try #require(thrown).description
        #expect(text.hasPrefix(error), "\(text)")
        #expect(text.contains("; "), "a remedy belongs to it")
    }

    @Test("rejects two indexes with the same name")
    func doubleIndex() throws {
        let index = try #require(Self.json["GlobalSecondaryIndexes"]?.arrayValue)
        let json = Self.json.replacing(
            at: try JSONPointer("/GlobalSecondaryIndexes"),
            with: .array(index + index)
        )
        let thrown = #expect(throws: TableDefinitionError.self) { try TableDefinition(json) }
        #expect(thrown?.pointer.description == "/GlobalSecondaryIndexes/1/IndexName")
    }

    @Test("rejects other types than objects", arguments: [JSONValue.null, 1, "a", []])
    func noObject(json: JSONValue) {
        #expect(throws: TableDefinitionError.self) { try TableDefinition(json) }
    }
}
