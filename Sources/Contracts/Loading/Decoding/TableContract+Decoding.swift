import JSON
import Tables

extension TableContract {
    /// Decodes a file of `tables/`.
    ///
    /// - Throws: `TableDefinitionError` when keys or indexes are invalid.
    init?(_ node: Node, compiler: inout SchemaCompiler) throws(TableDefinitionError) {
        var definition = try TableDefinition(node.value)
        let retention = node["retention"].flatMap(TableRetention.init)
        definition.timeToLive = definition.timeToLive ?? retention?.attribute
        let uniqueKeys = node.elements("uniqueKeys").map { $0.elements.compactMap(\.string) }
        definition.uniqueKeys = uniqueKeys.compactMap { UniqueKey($0, in: definition) }
        guard let record = node["record"] else { return nil }
        self.init(
            definition: definition,
            record: compiler.schema(at: record),
            references: node.elements("references").compactMap(TableReference.init),
            totals: node.elements("totals").compactMap(TableTotal.init),
            newest: node.elements("newest").compactMap(TableNewest.init),
            orders: node.elements("order").compactMap(TableOrder.init),
            unique: node.elements("unique").compactMap(\.string),
            uniqueKeys: uniqueKeys,
            retention: retention,
            archive: node["archive"].flatMap(TableArchive.init),
            location: node.location
        )
    }
}

extension TableReference {
    fileprivate init?(_ node: Node) {
        guard let attribute = node.string("attribute"), let table = node.string("table"),
            let key = node.string("key")
        else { return nil }
        self.init(
            attribute: attribute,
            table: table,
            key: key,
            agreements: node.members("agreeing").compactMap { attribute, other in
                other.string.map { Agreement(attribute: attribute, other: $0) }
            },
            location: node.location
        )
    }
}

extension TableTotal {
    fileprivate init?(_ node: Node) {
        guard let attribute = node.string("attribute"), let counts = node["counts"],
            let table = counts.string("table"), let by = counts.string("by")
        else { return nil }
        self.init(
            attribute: attribute,
            table: table,
            by: by,
            conditions: counts["where"]?.object ?? JSONObject(),
            isExact: node["exact"]?.value != false,
            location: node.location
        )
    }
}

extension TableNewest {
    fileprivate init?(_ node: Node) {
        guard let attribute = node.string("attribute"), let other = node["prefixOf"],
            let table = other.string("table"), let text = other.string("attribute"),
            let by = other.string("by"), let order = other.string("order")
        else { return nil }
        self.init(
            attribute: attribute,
            table: table,
            text: text,
            by: by,
            order: order,
            location: node.location
        )
    }
}

extension TableOrder {
    fileprivate init?(_ node: Node) {
        guard let attribute = node.string("attribute"), let notBefore = node.string("notBefore") else {
            return nil
        }
        self.init(attribute: attribute, notBefore: notBefore, location: node.location)
    }
}

extension TableRetention {
    fileprivate init?(_ node: Node) {
        guard let attribute = node.string("attribute"), let from = node.string("from"),
            let seconds = node["seconds"]?.int
        else { return nil }
        self.init(attribute: attribute, from: from, seconds: seconds)
    }
}

extension TableArchive {
    fileprivate init?(_ node: Node) {
        if let table = node.string("with") {
            self.init(rule: .with(table: table), location: node.location)
        } else if let time = node.string("time") {
            let rule = Rule.items(
                conditions: node["where"]?.object ?? JSONObject(),
                time: time,
                seconds: node["seconds"]?.int ?? 0
            )
            self.init(rule: rule, location: node.location)
        } else {
            return nil
        }
    }
}
