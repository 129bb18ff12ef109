public import JSON

/// What a table's record schema says plainly about one attribute.
public struct RecordMember: Sendable {
    /// The attribute's name.
    public var name: String
    /// Who makes it, if it is an id.
    public var identity: ValueAnnotation.Maker?
    /// Whether any value is right.
    public var isOpaque: Bool
    /// The unit and form, if it is a time.
    public var time: TimeUnit?
    /// The types of JSON that are allowed; an integer is a number.
    public var types: Set<String>
    /// Whether only whole numbers are allowed.
    public var isInteger: Bool
    /// The name of its format.
    public var format: String?
    /// The pattern of its texts.
    public var pattern: String?
    /// The smallest number.
    public var minimum: JSONNumber?
    /// The greatest number.
    public var maximum: JSONNumber?
    /// The maximum length of its texts, in Unicode scalars.
    public var maximumLength: Int?
    /// Where its schema is written.
    public var location: SourceLocation
}

extension Contract {
    /// What the record schema of a table says about each of its attributes, in the order of their names; none where it
    /// describes none.
    ///
    /// - Complexity: O(*n* · *m*) for *n* attributes and *m* schemas that describe the record.
    public func recordMembers(of table: TableContract) -> [RecordMember] {
        members(at: table.location.appending("record"))
    }

    /// What the schema of an object says about each of its members, in the order of their names.
    ///
    /// - Parameter record: The location of the schema.
    /// - Returns: The members; none where the schema describes none.
    /// - Complexity: O(*n* · *m*) for *n* members and *m* schemas that describe the object.
    public func members(at record: SourceLocation) -> [RecordMember] {
        let reader = SchemaReader(sources: sources)
        let types = SchemaTypes(sources: sources)
        return reader.propertyNames(at: record).sorted().compactMap { name in
            let places = reader.children(of: record, name.string)
            guard let location = places.first else { return nil }
            return RecordMember(
                name.string,
                places.flatMap { reader.schemas(at: $0) },
                types: types.types(ofMember: name.string, at: record),
                location: location
            )
        }
    }
}

extension RecordMember {
    fileprivate init(
        _ name: String,
        _ schemas: [JSONObject],
        types: Set<String>,
        location: SourceLocation
    ) {
        func first<Value>(_ keyword: String, _ read: (JSONValue) -> Value?) -> Value? {
            for schema in schemas {
                if let value = schema[keyword].flatMap(read) { return value }
            }
            return nil
        }
        self.name = name
        self.types = types
        self.location = location
        identity = first(AnnotationIndex.keyword) {
            $0["identity"]?.stringValue.flatMap(ValueAnnotation.Maker.init)
        }
        isOpaque = first(AnnotationIndex.keyword) { $0["opaque"]?.boolValue } ?? false
        time = first(AnnotationIndex.keyword) { $0["time"].flatMap(TimeUnit.init(annotation:)) }
        isInteger = schemas.contains { $0["type"] == "integer" }
        format = first("format", \.stringValue)
        pattern = first("pattern", \.stringValue)
        minimum = first("minimum", \.numberValue)
        maximum = first("maximum", \.numberValue)
        maximumLength = first("maxLength", \.intValue)
    }
}
