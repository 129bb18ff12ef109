/// `$list`: a page of the records of a table, in order.
///
/// ```json
/// {"$list": "Orders", "where": {"customer_id": "${customer_id}"}, "order": "placed", "direction": "descending",
///  "limit": "${limit}", "most": 100, "cursor": "${page}", "after": "${since}", "page": "next_page"}
/// ```
///
/// Walking the cursors gives every record once, even while records are being added at the list's beginning.
public struct ListFunction: Sendable {
    /// The order of a list's records.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// The smallest first.
        case ascending
        /// The greatest first.
        case descending
    }

    /// Where the first page stands.
    public enum Pages: String, Sendable, Hashable, CaseIterable {
        /// The first page is the list's beginning.
        case forward
        /// The first page is the list's end, in the order of the list; the cursor leads back to its beginning.
        case backward
    }

    /// The table's name.
    public var table: String
    /// The values of attributes by name; an array stands for any of its elements; none for all records.
    public var conditions: [BehaviourValue.Member]
    /// The attribute that orders the records; their key's order when `nil`.
    public var order: String?
    /// The order of the records.
    public var direction: Direction
    /// The maximum number of records; no limit where it is absent.
    public var limit: BehaviourValue?
    /// The highest limit; a higher one is taken as this one.
    public var most: Int?
    /// The text that leads to a page; the first page where it is absent.
    public var cursor: BehaviourValue?
    /// Only records whose ``order`` attribute is greater; all where it is absent.
    public var after: BehaviourValue?
    /// The member of the response's body that takes the cursor of the next page, when there are more records.
    public var page: String?
    /// Where the first page stands.
    public var pages: Pages
    /// The names of the members that are shown; all when `nil`.
    public var projection: [String]?
    /// Whether every record of the table may be read, where neither key nor index serves the list.
    public var allowsScan: Bool

    init?(_ table: Node, _ node: Node, _ decoder: inout BehaviourDecoder) {
        guard let name = table.string else {
            decoder.report(
                table.location,
                "'$list' needs a table's name",
                remedy: "write \"$list\": \"Orders\""
            )
            return nil
        }
        self.table = name
        conditions = decoder.members(node["where"])
        order = node.string("order")
        direction = node.string("direction").flatMap(Direction.init) ?? .ascending
        limit = decoder.value(node["limit"])
        most = node["most"]?.int
        cursor = decoder.value(node["cursor"])
        after = decoder.value(node["after"])
        page = node.string("page")
        pages = node.string("pages").flatMap(Pages.init) ?? .forward
        projection = node["project"]?.strings
        allowsScan = node["scan"]?.bool ?? false
        let choices = [
            ("direction", Direction.allCases.map(\.rawValue)), ("pages", Pages.allCases.map(\.rawValue)),
        ]
        for (option, known) in choices {
            guard let given = node[option], !known.contains(given.string ?? "") else { continue }
            decoder.report(
                given.location,
                "'\(option)' has no such value",
                remedy: "use \(known.map { "\"\($0)\"" }.joined(separator: " or "))"
            )
        }
    }
}
