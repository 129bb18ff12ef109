import Contracts
import JSON
import JSONSchema

/// The first page of a list that other traffic reads as well, by one of the read's filters or by none.
struct SharedPage: Sendable {
    /// The read.
    let action: Action
    /// Its arguments: one value of a filter at most.
    let arguments: JSONObject

    /// The pages of a contract's shared lists: without arguments, and by every word of every optional parameter.
    static func all(of contract: Contract) -> [SharedPage] {
        contract.actions.filter { $0.isSafe && $0.showsSharedRecords }.flatMap { action in
            let filters = (action.request.expanded["properties"]?.objectValue ?? JSONObject()).flatMap {
                member in
                (member.value["enum"]?.arrayValue ?? []).map {
                    JSONObject([JSONMember(name: member.name, value: $0)])
                }
            }
            return ([JSONObject()] + filters).filter { action.request.schema.isValid(.object($0)) }
                .map { SharedPage(action: action, arguments: $0) }
        }
    }

    /// Whether a record that an action writes may be on the page.
    func mayShow(writesOf action: Action) -> Bool {
        !Set(self.action.tables.reads).isDisjoint(with: action.tables.writes)
    }

    /// The example whose preparation makes a record that the page shows; `nil` where the contract has none.
    var example: Example? {
        let usable = action.examples.filter { $0.isSuccess && $0.form == nil && !$0.after.isEmpty }
        return usable.first { example in
            arguments.allSatisfy { example.request[$0.name] == $0.value }
        } ?? usable.first
    }

    /// The read and its arguments, for messages: `orders/list (status approved)`.
    var description: String {
        let filter = arguments.map { "\($0.name) \($0.value.stringValue ?? $0.value.compactText)" }
        return action.name + (filter.isEmpty ? "" : " (\(filter.joined(separator: ", ")))")
    }
}
