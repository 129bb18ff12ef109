public import JSON

extension TableState {
    /// Creates tables from the items of a fixture.
    ///
    /// - Parameters:
    ///   - definitions: The tables.
    ///   - fixture: `{"tables": {"Messages": [{...}]}}`; a table that is not named is empty, other members are
    ///     ignored.
    /// - Throws: ``TableLoadError`` for the first item that its table cannot hold.
    /// - Complexity: O(*n* log *n*) in the number of items.
    public init(_ definitions: [TableDefinition], loading fixture: JSONValue) throws(TableLoadError) {
        self.init(definitions)
        let root = JSONPointer().appending("tables")
        guard let tables = fixture["tables"] else {
            throw TableLoadError(at: JSONPointer(), "has no 'tables'; add an object of arrays of items")
        }
        guard case .object(let tables) = tables else {
            throw TableLoadError(
                at: root,
                "must be an object of arrays of items, but is a JSON \(tables.typeName)"
            )
        }
        for member in tables {
            let pointer = root.appending(member.name)
            guard case .array(let items) = member.value else {
                throw TableLoadError(
                    at: pointer,
                    "must be an array of items, but is a JSON \(member.value.typeName)"
                )
            }
            for (offset, item) in items.enumerated() {
                try load(item, into: member.name, at: pointer.appending(offset))
            }
            if items.isEmpty { try load(nil, into: member.name, at: pointer) }
        }
    }

    /// All items as a fixture, `{"tables": {...}}`: tables in definition order, items in insertion order.
    ///
    /// Loading it again gives the same answers to every query, including the order of items with equal sort keys.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what the tables began with cannot be read.
    /// - Complexity: O(*n* log *n*) in the number of items.
    public var fixture: JSONValue {
        get throws(TableStoreError) {
            var object = JSONObject()
            for table in tables {
                object[table.definition.name] = .array(try table.itemsInStoredOrder.map { .object($0) })
            }
            return ["tables": .object(object)]
        }
    }

    /// Returns the items of a table in insertion order.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    /// - Complexity: O(*n* log *n*) in the number of items.
    public func items(of table: String) throws(TableStoreError) -> [Item] {
        try tables[try index(of: table)].itemsInStoredOrder
    }

    private mutating func load(
        _ item: JSONValue?,
        into table: String,
        at pointer: JSONPointer
    ) throws(TableLoadError) {
        do throws(TableStoreError) {
            let key = tables[try index(of: table)].definition.key
            switch item {
            case .object(let attributes):
                try transact([.put(attributes, in: table, if: .absent(key.partition.name))])
                return
            case nil:
                return
            default:
                break
            }
        } catch {
            if case .conditionFailed = error {
                throw TableLoadError(
                    at: pointer,
                    "has the key of an earlier item; give every item a key of its own"
                )
            }
            throw TableLoadError(at: pointer, error.description)
        }
        throw TableLoadError(at: pointer, "must be an object, an item's attributes by name")
    }
}

extension StoredTable {
    /// The items in insertion order.
    /// - Complexity: O(*n* log *n*).
    var itemsInStoredOrder: [Item] {
        get throws(TableStoreError) {
            var stored: [StoredItem] = []
            try items.forEach { _, item in
                stored.append(item)
                return true
            }
            return stored.sorted { $0.sequence < $1.sequence }.map(\.item)
        }
    }
}

/// The reason why a fixture cannot be loaded, with its location.
public struct TableLoadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The location in the fixture.
    public var pointer: JSONPointer
    /// The problem at that location and its remedy.
    public var reason: String

    /// Creates an error.
    public init(at pointer: JSONPointer, _ reason: String) {
        self.pointer = pointer
        self.reason = reason
    }

    /// The location, the problem and the remedy, on one line.
    public var description: String {
        pointer.tokens.isEmpty ? "the fixture \(reason)" : "\(pointer): \(reason)"
    }
}
