import JSON
import Tables

extension TableProvisioner {
    /// Refuses an existing table whose key is not the one that it should have: a key cannot be changed.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    static func check(
        _ description: JSONValue,
        _ table: TableSpecification,
        _ name: String
    ) throws(TableStoreError) {
        let wanted = JSONValue.object(table.createTable())
        guard description["KeySchema"] == wanted["KeySchema"] else {
            throw .unavailable(
                reason: "\(name) is there, with another key; use another prefix, or delete it by 'understudy "
                    + "tables delete'"
            )
        }
        for index in table.definition.indexes {
            let wantedIndex = Self.index(index.name, of: wanted)
            guard let found = Self.index(index.name, of: description) else { continue }
            guard found["KeySchema"] == wantedIndex?["KeySchema"] else {
                throw .unavailable(
                    reason:
                        "the index \(index.name) of \(name) is there, with another key; delete that index first"
                )
            }
        }
    }

    /// Returns the parameters of the next `UpdateTable` that gives a table what it lacks: one index, or the stream.
    ///
    /// - Returns: The parameters; `nil` where nothing is lacking.
    static func nextUpdate(
        of description: JSONValue,
        to table: TableSpecification,
        _ name: String
    ) -> JSONObject? {
        let wanted = JSONValue.object(table.createTable())
        for missing in table.definition.indexes where index(missing.name, of: description) == nil {
            guard let wantedIndex = index(missing.name, of: wanted) else { continue }
            // DynamoDB refuses the types of attributes that are in no key yet.
            let known = description["AttributeDefinitions"]?.arrayValue ?? []
            let added = (wanted["AttributeDefinitions"]?.arrayValue ?? []).filter { definition in
                !known.contains(definition)
                    && missing.key.attributes.contains { definition["AttributeName"] == .string($0.name) }
            }
            return [
                "TableName": .string(name), "AttributeDefinitions": .array(known + added),
                "GlobalSecondaryIndexUpdates": [["Create": wantedIndex]],
            ]
        }
        guard let stream = wanted["StreamSpecification"],
            description["StreamSpecification"]?["StreamEnabled"] != true
        else { return nil }
        return ["TableName": .string(name), "StreamSpecification": stream]
    }

    private static func index(_ name: String, of table: JSONValue) -> JSONValue? {
        for list in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            for index in table[list]?.arrayValue ?? [] where index["IndexName"] == .string(name) {
                return index
            }
        }
        return nil
    }
}
