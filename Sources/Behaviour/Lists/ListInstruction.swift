import Contracts
import JSON
import Tables

/// Reads a page of a list, for `$list`.
struct ListInstruction: Instruction {
    let path: AccessPath
    let slot: Int
    /// The attribute that orders the records; `nil` for the order in which they are found.
    let order: String?
    /// The type of that attribute.
    let sortType: KeyAttribute.AttributeType
    /// The unit of that attribute, if it is a time.
    let unit: TimeUnit
    let direction: ListFunction.Direction
    let pages: ListFunction.Pages
    let limit: Expression?
    let most: Int?
    let cursor: Expression?
    let after: Expression?
    let page: String?
    let projection: [String]?
    let hidden: [String]
    /// The maximum size of a response, in bytes.
    let responseBytes: Int
    let location: SourceLocation

    init?(_ list: ListFunction, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        guard let table = compiler.table(list.table, at: location.appending("$list")),
            let path = compiler.path(
                table,
                list.conditions,
                order: list.order,
                allowsScan: list.allowsScan,
                at: location
            )
        else { return nil }
        self.path = path
        self.location = location
        let order = list.order ?? (path.route == .key || path.route == .scan ? nil : path.schema.sort?.name)
        self.order = order
        let attribute = table.definition.keyAttributes.first { $0.name == list.order }
        let types = order.flatMap { table.members[ExactString($0)]?.types } ?? []
        sortType =
            attribute?.type ?? (order == path.schema.sort?.name ? path.schema.sort?.type : nil)
            ?? (types == ["number"] ? .number : .string)
        let unit = order.map { table.timeUnit(of: $0) } ?? .milliseconds
        self.unit = unit
        direction = list.direction
        pages = list.pages
        limit = list.limit.map { compiler.expression($0) }
        most = list.most
        cursor = list.cursor.map { compiler.expression($0) }
        after = list.after.map { compiler.expression($0, unit: unit) }
        page = list.page
        projection = list.projection
        hidden = [table.contract.retention?.attribute].compactMap(\.self)
        responseBytes = compiler.contract.service.limits.responseBytes
        slot = compiler.newSlot("($list)")
    }

    var access: String? {
        let way = isMerged ? "; a page reads one record more than it shows" : "; sorted after they were read"
        return path.explanation + way
    }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        let request = try request(execution)
        var (records, next) =
            isMerged
            ? try await mergedPage(request, execution) : try await sortedPage(request, execution)
        if pages == .backward { records.reverse() }
        if let next {
            guard execution.nextPage == nil || page == nil else {
                throw .failed("two lists of one answer have more pages", at: location)
            }
            execution.nextPage = (page, next.text, cursor.flatMap(Self.argument))
        }
        execution.note(
            location,
            "lists \(records.count) of \(path.table.name)\(next == nil ? "" : ", and there are more")"
        )
        execution.slots[slot] = .array(records.map { .object($0.projected(projection, without: hidden)) })
        return nil
    }

    /// Whether the records come in their order from the partitions; they are sorted after they were read elsewhere.
    private var isMerged: Bool {
        guard case .partition = path.route, path.sort == nil, path.isOrdered, let sort = path.schema.sort
        else {
            return false
        }
        return order == sort.name
    }

    /// The direction in which pages are read.
    var readingDirection: Query.Direction {
        (direction == .descending) != (pages == .backward) ? .descending : .ascending
    }
}
