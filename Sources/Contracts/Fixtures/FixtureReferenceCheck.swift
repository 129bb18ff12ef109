import JSON

/// Checks a fixture's items against each other, as the table files declare: references, totals, newest, order, uniqueness.
struct FixtureReferenceCheck {
    private let check: FixtureCheck

    init(_ check: FixtureCheck) {
        self.check = check
    }

    func run(_ findings: inout Findings) {
        for table in check.contract.tables {
            let items = check.items(of: table.name)
            guard !items.isEmpty else { continue }
            for reference in table.references { run(reference, table.name, items, &findings) }
            for total in table.totals { run(total, table.name, items, &findings) }
            for newest in table.newest { run(newest, table.name, items, &findings) }
            for order in table.orders { run(order, table.name, items, &findings) }
            for attributes in table.unique.map({ [$0] }) + table.uniqueKeys {
                run(attributes, table.name, items, &findings)
            }
        }
    }

    private func run(
        _ reference: TableReference,
        _ table: String,
        _ items: [JSONObject],
        _ findings: inout Findings
    ) {
        guard check.contract.table(named: reference.table) != nil else { return }
        let others = group(check.items(of: reference.table), by: reference.key)
        for (index, item) in items.enumerated() {
            guard let value = item[reference.attribute] else { continue }
            let place = check.place(table).appending(index)
            guard let other = others[value]?.first else {
                findings.error(
                    at: place.appending(reference.attribute),
                    "no item of \(reference.table) has the \(reference.key) \(value.compactText)",
                    remedy: "add it to \(reference.table), or correct '\(reference.attribute)'"
                )
                continue
            }
            for agreement in reference.agreements where item[agreement.attribute] != other[agreement.other] {
                findings.error(
                    at: place.appending(agreement.attribute),
                    "'\(agreement.attribute)' differs from '\(agreement.other)' of the item of \(reference.table)"
                        + " that '\(reference.attribute)' names",
                    remedy: "make it \(other[agreement.other]?.compactText ?? "absent")"
                )
            }
        }
    }

    private func run(
        _ total: TableTotal,
        _ table: String,
        _ items: [JSONObject],
        _ findings: inout Findings
    ) {
        let counted = check.items(of: total.table).filter { item in
            total.conditions.allSatisfy { item[$0.name] == $0.value }
        }
        let groups = group(counted, by: total.by)
        for (index, item) in items.enumerated() {
            guard let key = item[total.by], let stated = item[total.attribute] else { continue }
            let count = groups[key]?.count ?? 0
            // Values that are not numbers are reported by the record's schema.
            guard let number = stated.numberValue, number != JSONNumber(count),
                total.isExact || number < JSONNumber(count)
            else { continue }
            let conditions = JSONValue.object(total.conditions).compactText
            findings.error(
                at: check.place(table).appending(index).appending(total.attribute),
                "'\(total.attribute)' is \(stated.compactText), but \(total.table) counts \(count)"
                    + (total.conditions.isEmpty ? "" : " with \(conditions)"),
                remedy:
                    "make it \(total.isExact ? "" : "at least ")\(count), or correct the items of \(total.table)"
            )
        }
    }

    private func run(
        _ newest: TableNewest,
        _ table: String,
        _ items: [JSONObject],
        _ findings: inout Findings
    ) {
        let groups = group(check.items(of: newest.table), by: newest.by)
        let expiry = ExpiryOfReferences(check, from: table, to: newest.table)
        for (index, item) in items.enumerated() {
            guard let key = item[newest.by], let stated = item[newest.attribute]?.stringValue else {
                continue
            }
            let others = groups[key] ?? []
            let place = check.place(table).appending(index).appending(newest.attribute)
            guard let latest = others.compactMap({ $0[newest.order]?.numberValue }).max() else {
                guard !expiry.mayHaveExpired(since: item) else { continue }
                findings.error(
                    at: place,
                    "'\(newest.attribute)' is of the newest item of \(newest.table), but there is none",
                    remedy: "add one, or remove this item"
                )
                continue
            }
            // Of items with the same time any may be the newest.
            let texts = others.filter { $0[newest.order] == .number(latest) }
                .compactMap { $0[newest.text]?.stringValue }
            guard stated.isEmpty || !texts.contains(where: { $0.utf8.starts(with: stated.utf8) }) else {
                continue
            }
            let text = texts.last.map { JSONValue.string(String($0.prefix(40))).compactText } ?? "absent"
            findings.error(
                at: place,
                "'\(newest.attribute)' is no prefix of the newest '\(newest.text)' in \(newest.table)",
                remedy: "start it like \(text)"
            )
        }
    }

    private func run(
        _ unique: [String],
        _ table: String,
        _ items: [JSONObject],
        _ findings: inout Findings
    ) {
        var seen: Set<[JSONValue]> = []
        guard let last = unique.last else { return }
        for (index, item) in items.enumerated() {
            let values = unique.compactMap { item[$0] }
            guard values.count == unique.count, !seen.insert(values).inserted else { continue }
            let found = zip(unique, values).map { "\($0) \($1.compactText)" }.joined(separator: " and the ")
            let others = unique.dropLast().map { "'\($0)'" }.joined(separator: " and ")
            findings.error(
                at: check.place(table).appending(index).appending(last),
                "a second item has the \(found)",
                remedy: "give each item \(others.isEmpty ? "" : "of one \(others) ")a '\(last)' of its own"
            )
        }
    }

    private func run(
        _ order: TableOrder,
        _ table: String,
        _ items: [JSONObject],
        _ findings: inout Findings
    ) {
        for (index, item) in items.enumerated() {
            guard let later = item[order.attribute]?.numberValue,
                let earlier = item[order.notBefore]?.numberValue, later < earlier
            else { continue }
            findings.error(
                at: check.place(table).appending(index).appending(order.attribute),
                "'\(order.attribute)' is before '\(order.notBefore)'",
                remedy: "make it at least \(earlier.text)"
            )
        }
    }

    /// Returns the items grouped by the value of an attribute, without those that lack it.
    private func group(_ items: [JSONObject], by attribute: String) -> [JSONValue: [JSONObject]] {
        var groups: [JSONValue: [JSONObject]] = [:]
        for item in items {
            guard let value = item[attribute] else { continue }
            groups[value, default: []].append(item)
        }
        return groups
    }
}
