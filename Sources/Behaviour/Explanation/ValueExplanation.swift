import Contracts
import JSON

/// Says values of behaviours in words.
struct ValueExplanation {
    /// The value as it is said inside a sentence.
    func text(_ value: BehaviourValue) -> String {
        switch value.kind {
        case .constant(let constant): constant.compactText
        case .reference(let reference): reference.description
        case .text(let parts): "\"\(parts.map(text).joined())\""
        case .object(let members): "{\(listed(members))}"
        case .array(let elements): elements.map(text).joined(separator: " or ")
        case .function(let function): text(function)
        }
    }

    /// Members with their values.
    func listed(_ members: [BehaviourValue.Member]) -> String {
        members.isEmpty
            ? "any values" : members.map { "\($0.name) = \(text($0.value))" }.joined(separator: ", ")
    }

    /// What a condition says.
    func text(_ condition: BehaviourCondition) -> String {
        switch condition {
        case .equal(let values): values.map(text).joined(separator: " = ")
        case .bytes(let value, let most): "\(text(value)) has at most \(most) bytes"
        case .schema(_, let source): text(schema: source)
        }
    }

    private func text(schema: JSONValue) -> String {
        guard let object = schema.objectValue else {
            return "arguments and records fit \(schema.compactText)"
        }
        let names = object["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        switch object.names {
        case ["required"]:
            return names.map { "${\($0)} is present" }.joined(separator: " and ")
        case ["not"]:
            guard let inner = object["not"], inner.objectValue?.names == ["required"],
                let name = inner["required"]?.arrayValue?.compactMap(\.stringValue), name.count == 1
            else { break }
            return "${\(name[0])} is absent"
        case ["required", "properties"], ["properties", "required"], ["properties"]:
            let properties = object["properties"]?.objectValue ?? [:]
            let fits = properties.map { member in
                let presence = names.contains(member.name) ? "is present and" : "is absent or"
                return "${\(member.name)} \(presence) fits \(member.value.compactText)"
            }
            let others = names.filter { properties[$0] == nil }.map { "${\($0)} is present" }
            return (others + fits).joined(separator: " and ")
        default: break
        }
        return "arguments and records fit \(schema.compactText)"
    }

    private func text(_ part: BehaviourValue.TextPart) -> String {
        switch part {
        case .text(let run): run
        case .reference(let reference): reference.description
        }
    }

    private func text(_ function: BehaviourFunction) -> String {
        switch function {
        case .first(let values):
            values.count == 1
                ? "\(text(values[0])) unless null"
                : "the first present of \(values.map(text).joined(separator: ", "))"
        case .choice(let choice):
            "by \(text(choice.subject)): "
                + (choice.cases.map { "\(text($0.value)) for \($0.name)" }
                + (choice.otherwise.map { ["else \(text($0))"] } ?? [])).joined(separator: ", ")
        case .merge(let values): "the members of \(values.map(text).joined(separator: " and "))"
        case .count(let count):
            "the number of \(text(count.array))\(condition(count.conditions))"
        case .sum(let sum):
            "the sum of \(sum.member) over \(text(sum.array))\(condition(sum.conditions))"
        case .negative(let negative): "minus \(text(negative.number))"
        case .project(let project):
            "\(text(project.value)) "
                + (project.members.map { "with \($0.joined(separator: ", ")) only" }
                    ?? "without \(project.without.joined(separator: ", "))")
        case .prefix(let prefix):
            "the beginning of \(text(prefix.text)) (at most "
                + [prefix.characters.map { "\($0) characters" }, prefix.bytes.map { "\($0) bytes" }]
                .compactMap(\.self).joined(separator: ", ") + ")"
        case .now(let now):
            (["the time"]
                + [
                    now.after.map { "later than \(text($0))" },
                    now.notBefore.map { "not before \(text($0))" },
                ]
                .compactMap(\.self)).joined(separator: ", ")
        case .literal(let value): value.compactText
        case .list(let list): text(list)
        }
    }

    private func text(_ list: ListFunction) -> String {
        var words = ["the records of \(list.table)"]
        if !list.conditions.isEmpty { words[0] += " with \(listed(list.conditions))" }
        if let after = list.after, let order = list.order { words.append("\(order) after \(text(after))") }
        if let order = list.order {
            words.append(
                "ordered by \(order), the \(list.direction == .ascending ? "least" : "greatest") first"
            )
        }
        if let limit = list.limit {
            words.append("at most \(text(limit))\(list.most.map { ", never more than \($0)" } ?? "") of them")
            if list.pages == .backward { words.append("the last page first") }
        }
        if let cursor = list.cursor { words.append("from the cursor \(text(cursor)) on") }
        if let page = list.page { words.append("the next page's cursor as \(page)") }
        return "(\(words.joined(separator: "; ")))"
    }

    private func condition(_ members: [BehaviourValue.Member]) -> String {
        members.isEmpty ? "" : " with \(listed(members))"
    }
}
