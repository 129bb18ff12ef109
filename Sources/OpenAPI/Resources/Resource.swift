import Contracts
import JSON

/// A collection of records that a description's paths create, read, change, delete or list.
struct Resource {
    /// A parameter of the path before the collection, by which its records are told from those of others.
    struct Scope {
        /// The attribute that holds its value.
        var attribute: String
        /// Whether no answer shows the attribute.
        var isHidden: Bool
        /// The resource whose key it is, by its place among all; `nil` where the description has none.
        var parent: Int?
        /// The schema of the attribute.
        var schema: DocumentNode?
    }

    /// Who makes the key of a new record.
    enum KeyMaker {
        case service, client

        /// The value of the annotation `identity`.
        var annotation: JSONValue { self == .service ? "server" : "client" }
    }

    /// A list of another path that shows records of this resource: those of one parent.
    struct SubList {
        var scope: Scope
        var list: Int?
        var create: Int?
    }

    /// The words of the collection's name, in the plural as a rule.
    var words: Words
    /// The table's name.
    var table: String
    var path: PathTemplate
    /// The schema of a record, as an answer shows it.
    var record: DocumentNode
    /// The attribute that is the key, and its schema.
    var key: SchemaFacts.Property
    var isNumeric: Bool
    var keyMaker = KeyMaker.service
    /// The parameters of the path before the collection, the outermost first.
    var scopes: [Scope] = []
    /// The operations by their places among all.
    var list: Int?
    var create: Int?
    var read: Int?
    var replace: Int?
    var patch: Int?
    var delete: Int?
    var subLists: [SubList] = []

    /// What one record is called, in messages and as the name that a behaviour gives it.
    var noun: String {
        let one = words.singular.joined("_")
        return one.isEmpty ? "record" : one
    }

    /// The attributes that no answer shows.
    var hidden: [String] { scopes.filter(\.isHidden).map(\.attribute) }

    /// The operations of collections that create records.
    var creates: [Int] { [create].compactMap { $0 } + subLists.compactMap(\.create) }

    /// The operations that create records, in the order in which an example uses one.
    ///
    /// A `PUT` creates records where nothing else does: the client makes the key, which is in the path.
    var creators: [Int] { creates.isEmpty ? [replace].compactMap { $0 } : creates }

    /// The parameters of an operation's path before the collection, the outermost first.
    func scopes(of index: Int) -> [Scope] {
        subLists.first { $0.list == index || $0.create == index }.map { [$0.scope] } ?? scopes
    }

    /// The operations that the resource serves.
    var operations: [Int] {
        [list, create, read, replace, patch, delete].compactMap { $0 }
            + subLists.flatMap { [$0.list, $0.create].compactMap { $0 } }
    }
}
