import JSON

/// The kind of a value that belongs to a person: the member `personal` of the annotation `understudy`.
public enum PersonalData: String, Sendable, Hashable, CaseIterable {
    /// The name of a person.
    case name
    /// An e-mail address; also what has the format `email` or `idn-email`.
    case email
    /// A telephone number.
    case phone
    /// An id that is made of a person's data, or leads to a person elsewhere.
    case identifier
    /// Any other text, such as a message.
    case text
}

/// Where the values of a record that belong to persons are.
public struct PersonalMembers: Sendable, Hashable {
    /// The kind of the value itself; `nil` for one that belongs to nobody.
    public var kind: PersonalData?
    /// The members of an object that have or contain such values.
    public var members: [String: PersonalMembers] = [:]
    /// The elements of an array, where they have or contain such values.
    public var elements: [PersonalMembers] = []

    /// Whether there is no such value.
    public var isEmpty: Bool { kind == nil && members.isEmpty && elements.isEmpty }
}

extension Contract {
    /// The depth up to which schemas that contain themselves are followed.
    private static var personalDepth: Int { 8 }

    /// Returns where the values of a table's records that belong to persons are, valid ones or not.
    ///
    /// - Complexity: O(*n* · *m*) for *n* members and *m* schemas that describe the record.
    public func personalMembers(of table: TableContract) -> PersonalMembers {
        personalMembers(at: [table.location.appending("record")], depth: 0)
    }

    private func personalMembers(at places: [SourceLocation], depth: Int) -> PersonalMembers {
        let reader = SchemaReader(sources: sources)
        var found = PersonalMembers()
        for schema in places.flatMap({ reader.schemas(at: $0) }) {
            let marked = schema[AnnotationIndex.keyword]?["personal"]?.stringValue.flatMap(PersonalData.init)
            let isAddress = ["email", "idn-email"].contains(schema["format"]?.stringValue)
            found.kind = found.kind ?? marked ?? (isAddress ? .email : nil)
        }
        guard depth < Self.personalDepth else { return found }
        for name in places.reduce(into: Set<ExactString>(), { $0.formUnion(reader.propertyNames(at: $1)) }) {
            let children = places.flatMap { reader.children(of: $0, name.string) }
            let inner = personalMembers(at: children, depth: depth + 1)
            if !inner.isEmpty { found.members[name.string] = inner }
        }
        // What describes a member called 0 describes no element.
        let elements = places.flatMap { reader.children(of: $0, "0") }.filter {
            $0.pointer.tokens.last != "0"
        }
        if !elements.isEmpty {
            let inner = personalMembers(at: elements, depth: depth + 1)
            if !inner.isEmpty { found.elements = [inner] }
        }
        return found
    }
}
