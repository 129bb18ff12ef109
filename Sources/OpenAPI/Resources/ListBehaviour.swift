import Contracts
import JSON

/// The names that parameters and members of lists usually have.
enum ListNames {
    /// Whether a parameter says how many records a page has.
    static func isLimit(_ name: String) -> Bool {
        ["limit", "pagesize", "perpage", "maxresults", "max", "top", "size", "count", "first", "maxitems"]
            .contains(Words(name).compared)
    }

    /// Whether a parameter leads to a page by what the page before has answered.
    static func isCursor(_ name: String) -> Bool {
        [
            "cursor", "pagetoken", "nexttoken", "after", "startingafter", "continuation", "continuationtoken",
            "token",
            "nextcursor", "nextpagetoken", "marker",
        ].contains(Words(name).compared)
    }

    /// Whether a member of an answer holds the cursor of the next page.
    static func isNextCursor(_ name: String) -> Bool {
        [
            "cursor", "nextcursor", "nextpagetoken", "nexttoken", "next", "continuation", "continuationtoken",
            "nextmarker",
        ].contains(Words(name).compared)
    }

    /// Whether a member of an answer counts all records.
    static func isTotal(_ name: String) -> Bool {
        ["total", "count", "totalcount", "totalitems", "totalresults", "totalrecords"].contains(
            Words(name).compared
        )
    }
}

extension BehaviourWriter {
    /// The steps of a list.
    func list(_ plan: inout ActionPlan, scopes: [Resource.Scope]) throws(Failure) -> [JSONValue] {
        guard let answer = plan.operation.success, let schema = plan.operation.successSchema else {
            throw Failure(reason: "its answer is not described as JSON")
        }
        var steps = parents(&plan, scopes: scopes)
        var conditions = JSONObject()
        for (index, scope) in scopes.enumerated() {
            conditions[scope.attribute] = Self.reference(plan.argument(index))
        }
        var list: JSONObject = ["$list": .string(resource.table)]
        var limit: Parameter?
        var cursor: Parameter?
        let attributes = facts.shown(resource.record)
        for parameter in plan.parameters where parameter.place == .query {
            if let attribute = attributes.first(where: {
                Words($0.name).compared == Words(parameter.name).compared
            }),
                isScalar(attribute.node)
            {
                conditions[attribute.name] = Self.reference(parameter.name)
            } else if ListNames.isLimit(parameter.name) {
                limit = parameter
            } else if ListNames.isCursor(parameter.name) {
                cursor = parameter
            }
        }
        if !conditions.isEmpty { list["where"] = .object(conditions) }
        if scopes.isEmpty { list["scan"] = true }
        if let limit { setLimit(limit, in: &list) }
        let body = try listBody(schema, list, cursor: cursor, conditions: conditions, plan: plan)
        if body.needsAll {
            var query: JSONObject = ["query": .string(resource.table), "as": "all_records"]
            if !conditions.isEmpty { query["where"] = .object(conditions) }
            if scopes.isEmpty { query["scan"] = true }
            steps.append(.object(query))
        }
        var step: JSONObject = ["answer": body.value]
        if answer.status != 200 { step["status"] = .number(JSONNumber(answer.status)) }
        return steps + [.object(step)]
    }

    private func isScalar(_ node: DocumentNode) -> Bool {
        facts.types(node).isSubset(of: ["string", "integer", "boolean", "number"])
    }

    private func setLimit(_ limit: Parameter, in list: inout JSONObject) {
        let reference = Self.reference(limit.name)
        let standard = limit.schema.flatMap { facts.keyword("default", of: $0)?.value.intValue }
        list["limit"] = standard.map { ["$first": [reference, .number(JSONNumber($0))]] } ?? reference
        if let most = limit.schema.flatMap({ facts.keyword("maximum", of: $0)?.value.intValue }) {
            list["most"] = .number(JSONNumber(most))
        }
    }

    /// The names of an element's members, where it does not show whole records.
    private func projection(_ element: DocumentNode) throws(Failure) -> [String]? {
        let known = facts.shown(resource.record).map(\.name)
        if facts.target(element).location == facts.target(resource.record).location {
            return resource.hidden.isEmpty ? nil : known
        }
        let shown = facts.shown(element).map(\.name)
        guard Set(facts.required(element)).isSubset(of: known), shown.contains(resource.key.name) else {
            throw Failure(reason: "its elements are not made of the members of a single record")
        }
        return shown.filter(known.contains)
    }

    private func listBody(
        _ schema: DocumentNode,
        _ list: JSONObject,
        cursor: Parameter?,
        conditions: JSONObject,
        plan: ActionPlan
    ) throws(Failure) -> (value: JSONValue, needsAll: Bool) {
        var list = list
        if let items = facts.items(schema) {
            list["project"] = try projection(items).map { .array($0.map(JSONValue.string)) }
            return (.object(list), false)
        }
        let properties = facts.properties(schema)
        guard let records = properties.first(where: { facts.items($0.node) != nil }),
            let items = facts.items(records.node)
        else { throw Failure(reason: "its answer shows no list") }
        list["project"] = try projection(items).map { .array($0.map(JSONValue.string)) }
        let required = Set(facts.required(schema))
        var body = JSONObject()
        var needsAll = false
        for property in properties {
            let name = property.name
            if name == records.name {
                if let cursor, let next = nextCursor(schema) {
                    list["cursor"] = Self.reference(cursor.name)
                    list["page"] = .string(next.name)
                }
                body[name] = .object(list)
            } else if ListNames.isTotal(name), facts.types(property.node) == ["integer"] {
                body[name] = ["$count": "${all_records}"]
                needsAll = true
            } else if plan.parameters.contains(where: { $0.name == name && $0.place == .query }),
                ListNames.isLimit(name)
            {
                body[name] = list["limit"]
            } else if required.contains(name) {
                guard let value = values.value(for: property.node, .initial) else {
                    throw Failure(reason: "no value was found for '\(name)' of its answer")
                }
                body[name] = Self.literal(value)
            }
        }
        return (.object(body), needsAll)
    }

    /// The member of a list's answer that holds the cursor of the next page.
    func nextCursor(_ schema: DocumentNode) -> SchemaFacts.Property? {
        facts.properties(schema).first {
            ListNames.isNextCursor($0.name) && facts.types($0.node) == ["string"]
        }
    }
}
