import Contracts
import JSON
import Tables

/// A table with what its record's schema says about its attributes.
struct TableInfo: Sendable {
    /// The table of the contract.
    let contract: TableContract
    /// What the record's schema says, by attribute; empty where it describes none.
    let members: [ExactString: RecordMember]
    /// The ids that the service makes where a record leaves them out.
    let identifiers: [(name: String, form: IdentifierForm)]
    /// How a record with the value of a unique attribute is found, by attribute; the value is the first slot's.
    let uniqueIndexes: [(name: String, index: String)]

    /// Keys and indexes.
    var definition: TableDefinition { contract.definition }

    init(_ table: TableContract, in contract: Contract) {
        self.contract = table
        let members = contract.recordMembers(of: table)
        self.members = Dictionary(
            members.map { (ExactString($0.name), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let own = table.keyNames + table.unique
        identifiers = members.filter { $0.identity == .server && own.contains($0.name) }
            .map { ($0.name, IdentifierForm($0, in: contract)) }
        uniqueIndexes = table.unique.compactMap { name in
            table.definition.indexes.first { $0.key.partition.name == name }.map { (name, $0.name) }
        }
    }

    /// The unit of an attribute, if it is a time.
    func timeUnit(of name: String) -> TimeUnit {
        members[ExactString(name)]?.time ?? .milliseconds
    }
}
