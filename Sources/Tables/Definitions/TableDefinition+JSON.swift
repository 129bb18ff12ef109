public import JSON

extension TableDefinition {
    /// Reads a definition in the shape that DynamoDB's `CreateTable` takes.
    ///
    /// Members that do not concern keys (`$schema`, `record`, `BillingMode`) are ignored. Local secondary indexes are
    /// read like global ones: this model does not distinguish them. `TimeToLiveSpecification` is that of
    /// `UpdateTimeToLive` and of CloudFormation.
    ///
    /// Source: AWS, "CreateTable" and "UpdateTimeToLive", API version 2012-08-10.
    /// - Throws: ``TableDefinitionError`` for the first value that `CreateTable` would reject.
    public init(_ json: JSONValue) throws(TableDefinitionError) {
        let reader = DefinitionReader(value: json, pointer: JSONPointer())
        let nameReader = try reader.member("TableName")
        name = try nameReader.text()
        guard (3...255).contains(name.utf8.count), name.utf8.allSatisfy(\.isTableNameByte) else {
            throw nameReader.error(
                "'\(name)' is not a valid table name",
                remedy: "use 3 to 255 of A-Z, a-z, 0-9, '_', '-' and '.'"
            )
        }
        let types = try Self.attributeTypes(reader)
        key = try Self.keySchema(reader, types)
        indexes = []
        uniqueKeys = []
        for list in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] where json[list] != nil {
            for entry in try reader.member(list).elements() {
                let index = try Self.index(entry, types)
                guard self.index(named: index.name) == nil else {
                    throw try entry.member("IndexName").error(
                        "a second index named '\(index.name)'",
                        remedy: "give every index of a table its own name"
                    )
                }
                indexes.append(index)
            }
        }
        timeToLive = try Self.timeToLive(reader)
        stream = try Self.stream(reader)
        let used = keyAttributes.map(\.name)
        for entry in try reader.member("AttributeDefinitions").elements() {
            let attribute = try entry.member("AttributeName")
            let name = try attribute.text()
            guard used.contains(name) else {
                throw attribute.error(
                    "'\(name)' is in no key",
                    remedy: "define only attributes that a KeySchema names; others need no definition"
                )
            }
        }
    }

    /// The definition in the shape that DynamoDB's `CreateTable` takes, with on-demand billing.
    public var json: JSONValue {
        var object: JSONObject = [
            "TableName": .string(name),
            "AttributeDefinitions": .array(
                keyAttributes.map { attribute in
                    [
                        "AttributeName": .string(attribute.name),
                        "AttributeType": .string(attribute.type.rawValue),
                    ]
                }
            ),
            "KeySchema": key.json,
        ]
        if !indexes.isEmpty {
            object["GlobalSecondaryIndexes"] = .array(
                indexes.map { index in
                    [
                        "IndexName": .string(index.name),
                        "KeySchema": index.key.json,
                        "Projection": ["ProjectionType": "ALL"],
                    ]
                }
            )
        }
        object["BillingMode"] = "PAY_PER_REQUEST"
        return .object(object)
    }

    private static func timeToLive(_ reader: DefinitionReader) throws(TableDefinitionError) -> String? {
        guard reader.value["TimeToLiveSpecification"] != nil else { return nil }
        let specification = try reader.member("TimeToLiveSpecification")
        guard specification.value["Enabled"] != false else { return nil }
        return try specification.member("AttributeName").text()
    }

    private static func stream(_ reader: DefinitionReader) throws(TableDefinitionError) -> StreamViewType? {
        guard let specification = reader.value["StreamSpecification"], specification["StreamEnabled"] == true
        else { return nil }
        guard specification["StreamViewType"] != nil else { return .newAndOldImages }
        let view = try reader.member("StreamSpecification").member("StreamViewType")
        let text = try view.text()
        guard let type = StreamViewType(rawValue: text) else {
            let known = StreamViewType.allCases.map(\.rawValue).joined(separator: ", ")
            throw view.error("'\(text)' is no type of stream", remedy: "use one of \(known)")
        }
        return type
    }

    private static func attributeTypes(
        _ reader: DefinitionReader
    ) throws(TableDefinitionError) -> [KeyAttribute] {
        var attributes: [KeyAttribute] = []
        for entry in try reader.member("AttributeDefinitions").elements() {
            let nameReader = try entry.member("AttributeName")
            let name = try nameReader.text()
            let typeReader = try entry.member("AttributeType")
            let text = try typeReader.text()
            guard let type = KeyAttribute.AttributeType(rawValue: text) else {
                throw typeReader.error("'\(text)' is not a key type", remedy: "use \"S\" or \"N\"")
            }
            guard !attributes.contains(where: { $0.name == name }) else {
                throw nameReader.error("'\(name)' is defined twice", remedy: "define every attribute once")
            }
            attributes.append(KeyAttribute(name, type))
        }
        return attributes
    }

    private static func index(
        _ reader: DefinitionReader,
        _ types: [KeyAttribute]
    ) throws(TableDefinitionError) -> IndexDefinition {
        let index = try IndexDefinition(
            name: reader.member("IndexName").text(),
            key: keySchema(reader, types)
        )
        let projection = try reader.member("Projection").member("ProjectionType")
        guard try projection.text() == "ALL" else {
            throw projection.error("only whole items are projected here", remedy: "use \"ALL\"")
        }
        return index
    }

    private static func keySchema(
        _ reader: DefinitionReader,
        _ types: [KeyAttribute]
    ) throws(TableDefinitionError) -> KeySchema {
        let schema = try reader.member("KeySchema")
        let entries = try schema.elements()
        guard (1...2).contains(entries.count) else {
            throw schema.error(
                "\(entries.count) attributes cannot be a key",
                remedy: "give one attribute of KeyType HASH and at most one of KeyType RANGE"
            )
        }
        var attributes: [KeyAttribute] = []
        for (entry, expected) in zip(entries, ["HASH", "RANGE"]) {
            let kind = try entry.member("KeyType")
            guard try kind.text() == expected else {
                throw kind.error("this must be \(expected)", remedy: "put HASH first and RANGE second")
            }
            let nameReader = try entry.member("AttributeName")
            let name = try nameReader.text()
            guard let attribute = types.first(where: { $0.name == name }) else {
                throw nameReader.error("'\(name)' has no type", remedy: "add it to AttributeDefinitions")
            }
            guard !attributes.contains(attribute) else {
                throw nameReader.error(
                    "'\(name)' is both partition and sort key",
                    remedy: "use two attributes, or leave the RANGE out"
                )
            }
            attributes.append(attribute)
        }
        return KeySchema(partition: attributes[0], sort: attributes.count > 1 ? attributes[1] : nil)
    }
}

extension KeySchema {
    /// The key schema in the shape of `CreateTable`.
    fileprivate var json: JSONValue {
        .array(
            zip(attributes, ["HASH", "RANGE"]).map { attribute, kind in
                ["AttributeName": .string(attribute.name), "KeyType": .string(kind)]
            }
        )
    }
}

extension UInt8 {
    /// Whether the byte is allowed in a table name.
    fileprivate var isTableNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default:
            false
        }
    }
}
