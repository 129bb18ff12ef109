import Contracts
import JSON
import Tables

/// A step of a behaviour in words, with how its records are found.
struct StepExplanation: Sendable {
    /// How deep it stands inside other steps.
    var depth: Int
    /// What it does.
    var sentence: String
    /// How its records are found or written, and what that costs; none where it touches no table.
    var access: [String]
    /// Whether this is no step, but begins the second list of steps of a choice.
    var isOtherwise = false

    /// The line before the second list of steps of a choice.
    static func otherwise(depth: Int) -> StepExplanation {
        StepExplanation(depth: depth, sentence: "otherwise:", access: [], isOtherwise: true)
    }
}

extension BehaviourCompiler {
    /// Says what a step does; steps inside others are said by themselves.
    func sentence(_ step: BehaviourStep) -> String {
        let values = ValueExplanation()
        switch step.kind {
        case .get(let get):
            return "find the record of \(get.table) with \(values.listed(get.key))\(named(get.name))"
                + otherwise(get.refusal, "there is none")
        case .query(let query):
            return
                "find all records of \(query.table) with \(values.listed(query.conditions))\(named(query.name))"
                + otherwise(query.refusal, "there is none")
        case .require(let require):
            return "require that \(values.text(require.condition))"
                + otherwise(require.refusal ?? BehaviourRefusal(status: 400, location: step.location), "not")
        case .put(let put):
            return sentence(put, step.location)
        case .update(let update):
            let changes = [
                update.set.map { "set \(values.text($0))" },
                update.add.isEmpty
                    ? nil
                    : "add "
                        + update.add.map { "\(values.text($0.value)) to \($0.name)" }.joined(separator: ", "),
                update.remove.isEmpty ? nil : "remove \(update.remove.joined(separator: ", "))",
            ]
            return "change \(update.name): \(changes.compactMap(\.self).joined(separator: "; "))"
                + otherwise(update.refusal, "another record has that")
        case .delete(let delete):
            return "delete \(delete.name)"
        case .when(let when):
            return "when \(values.text(when.condition)):"
        case .answer(let answer):
            let headers = answer.headers.isEmpty ? "" : " and the headers \(values.listed(answer.headers))"
            if case .constant(.null) = answer.body.kind { return "answer \(answer.status)\(headers)" }
            return "answer \(answer.status) with \(values.text(answer.body))\(headers)"
        }
    }

    private func sentence(_ put: PutStep, _ location: SourceLocation) -> String {
        let table = tables[ExactString(put.table)]
        let given = (put.item.members ?? []).map(\.name)
        let made =
            put.item.members == nil
            ? [] : (table?.identifiers ?? []).map(\.name).filter { !given.contains($0) }
        let new = made.isEmpty ? "" : " and a new \(made.joined(separator: " and "))"
        let isNewKey = made.contains { name in
            table?.definition.key.attributes.contains { $0.name == name } ?? false
        }
        let end =
            put.replaces
            ? "; a record of the same key is replaced"
            : isNewKey && put.refusal == nil
                ? ""
                : otherwise(
                    put.refusal ?? BehaviourRefusal(status: 409, location: location),
                    "there is one already"
                )
        return
            "store a record of \(put.table)\(named(put.name)): \(ValueExplanation().text(put.item))\(new)\(end)"
    }

    private func named(_ name: String?) -> String { name.map { ", as \($0)" } ?? "" }

    private func otherwise(_ refusal: BehaviourRefusal?, _ condition: String) -> String {
        guard let refusal else { return "" }
        let reason = refusal.error.map { ": \(ValueExplanation().text($0))" } ?? ""
        return "; if \(condition), refuse with \(refusal.status)\(reason)"
    }
}

extension AccessPath {
    /// How the records are found, and what one request of it reads.
    var explanation: String {
        switch route {
        case .key:
            "by the key of \(table.name): 1 read unit for each 4 KB of the record, strongly consistent"
        case .partition(let index):
            (index.map { "by the index \($0) of \(table.name)" } ?? "by the partition key of \(table.name)")
                + ": reads \(sort == nil ? "the records of a partition" : "the records of a key")"
                + (filter.isEmpty
                    ? "" : " and keeps those with \(filter.map(\.name).joined(separator: ", "))")
                + (index == nil
                    ? "; 1 read unit for each 4 KB, strongly consistent" : "; half a read unit for each 4 KB")
        case .scan:
            "by a scan: reads every record of \(table.name); half a read unit for each 4 KB"
        }
    }
}

extension TableInfo {
    /// Says what one write of a record costs, as `CapacityUsage` counts it.
    ///
    /// - Parameter replaces: Whether there may be a record before, which another key of an index then moves.
    /// - Returns: The table, its indexes and the units.
    func writeExplanation(replaces: Bool) -> String {
        let units = "1 write unit for each KB, twice that beside other writes"
        let count = definition.indexes.count
        guard count > 0 else { return "writes \(contract.name); \(units)" }
        return
            "writes \(contract.name) and \(count) \(count == 1 ? "index" : "indexes"); \(units); 1 for each KB and index"
            + (replaces ? ", 2 where the index's key changes" : "")
    }
}
