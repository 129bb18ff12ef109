import JSON

/// Writes the file of a resource's table.
struct TableFile {
    private let resource: Resource
    private let resources: [Resource]
    private let lost: Set<Int>

    init(_ resource: Resource, resources: [Resource], lost: Set<Int>) {
        self.resource = resource
        self.resources = resources
        self.lost = lost
    }

    /// The scopes by which records are found: the last of its own, and those of lists elsewhere.
    private var indexed: [Resource.Scope] {
        var seen: Set<String> = []
        return ([resource.scopes.last].compactMap { $0 } + resource.subLists.map(\.scope))
            .filter { seen.insert($0.attribute).inserted }
    }

    func json(_ converter: inout SchemaConverter) -> JSONValue {
        let facts = converter.facts
        var attributes: [JSONValue] = [attribute(resource.key.name, isNumeric: resource.isNumeric)]
        var indexes: [JSONValue] = []
        for scope in indexed {
            attributes.append(attribute(scope.attribute, isNumeric: isNumeric(scope, facts)))
            indexes.append([
                "IndexName": .string("By\(Words(scope.attribute).capitalized)"),
                "KeySchema": [
                    ["AttributeName": .string(scope.attribute), "KeyType": "HASH"],
                    ["AttributeName": .string(resource.key.name), "KeyType": "RANGE"],
                ],
                "Projection": ["ProjectionType": "ALL"],
            ])
        }
        var table: JSONObject = [
            "$schema": "../meta/table.schema.json",
            "TableName": .string(resource.table),
            "AttributeDefinitions": .array(attributes),
            "KeySchema": [["AttributeName": .string(resource.key.name), "KeyType": "HASH"]],
        ]
        if !indexes.isEmpty { table["GlobalSecondaryIndexes"] = .array(indexes) }
        table["BillingMode"] = "PAY_PER_REQUEST"
        table["record"] = record(&converter)
        let references = references
        if !references.isEmpty { table["references"] = .array(references) }
        return .object(table)
    }

    private func attribute(_ name: String, isNumeric: Bool) -> JSONValue {
        ["AttributeName": .string(name), "AttributeType": isNumeric ? "N" : "S"]
    }

    private func isNumeric(_ scope: Resource.Scope, _ facts: SchemaFacts) -> Bool {
        scope.schema.map { facts.types($0).contains("integer") } ?? false
    }

    private var references: [JSONValue] {
        (resource.scopes + resource.subLists.map(\.scope)).compactMap { scope in
            guard let place = scope.parent, !lost.contains(place) else { return nil }
            return [
                "attribute": .string(scope.attribute), "table": .string(resources[place].table),
                "key": .string(resources[place].key.name),
            ]
        }
    }

    private func record(_ converter: inout SchemaConverter) -> JSONValue {
        let reference = converter.schema(resource.record, .response)
        var record: JSONValue = reference
        if resource.record.string("$ref") == nil {
            record = ["$ref": converter.reference(to: resource.record.location, .response, prefix: "../")]
            // The record is written with all that it leads to.
            _ = converter.schema(resource.record, .response)
        }
        let hidden = resource.scopes.filter(\.isHidden)
        guard !hidden.isEmpty else { return record }
        var properties = JSONObject()
        for scope in hidden {
            let isNumeric = isNumeric(scope, converter.facts)
            var schema: JSONObject = ["type": isNumeric ? "integer" : "string"]
            if let parent = scope.parent {
                schema["understudy"] = ["identity": resources[parent].keyMaker.annotation]
            }
            properties[scope.attribute] = .object(schema)
        }
        return [
            "allOf": [record],
            "required": .array(hidden.map { .string($0.attribute) }),
            "properties": .object(properties),
        ]
    }
}
