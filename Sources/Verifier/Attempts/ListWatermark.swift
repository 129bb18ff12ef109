import Contracts
import JSON
import JSONSchema
import Lambda

/// The newest record of a shared list before an attempt wrote its own.
///
/// A list contains the newest records only. A full one that reaches back to the watermark would contain a record of the
/// attempt if it existed; one that does not reach back so far may have it beyond its end.
struct ListWatermark: Sendable {
    /// The number of records from which a list without a limit may be truncated.
    static let fullList = 100

    /// So many records of a list may be ahead of the clock.
    private static let mostAhead = 10

    /// The times before the attempt, newest first, by the list's place; a list that was empty has none.
    private let newest: [JSONPointer: [JSONNumber]]
    private let action: Action
    private let contract: Contract
    /// Whether other cases make records at the same time.
    private let isCrowded: Bool

    /// Reads the list of an action; `nil` when the action has no shared list.
    init?(of action: Action, _ attempt: Attempt) async throws(AttemptEnd) {
        guard action.isSafe, action.showsSharedRecords,
            action.request.schema.isValid(.object(JSONObject()))
        else { return nil }
        let answer = try await attempt.call(action, JSONObject())
        var newest: [JSONPointer: [JSONNumber]] = [:]
        for (pointer, list, elements) in answer.sharedLists {
            newest[pointer] = elements.compactMap { list.sortKey(of: $0)?.numberValue }.sorted { $1 < $0 }
        }
        self.newest = newest
        self.action = action
        contract = attempt.context.contract
        isCrowded = !attempt.isAlone
    }

    /// Returns whether a response may lack a record of the attempt only because newer ones take its place.
    func mayHide(recordsIn answer: RecordedExchange) -> Bool {
        let lists = answer.sharedLists
        guard !lists.isEmpty else { return false }
        let arguments = Routing(contract).route(answer.request).route?.arguments ?? JSONObject()
        let isPage = contract.hasNextPage(answer, of: action)
        return lists.contains { pointer, list, elements in
            let limit = isPage ? elements.count : contract.limit(in: arguments, of: action) ?? Self.fullList
            guard elements.count >= min(limit, Self.fullList) else { return false }
            guard let oldest = elements.compactMap({ list.sortKey(of: $0)?.numberValue }).min(),
                let before = newest[pointer], !before.isEmpty
            else { return true }
            // Records that were changed often within a millisecond are ahead of the clock: of the first few, all may be. What the
            // newest one hides need not be in the list that was asked for, so only a quiet page is taken at its word.
            let ahead = isCrowded ? Self.mostAhead : min(max(limit, 1), Self.mostAhead)
            return oldest >= before[limit < Self.fullList ? min(ahead, before.count) - 1 : 0]
        }
    }
}

extension Contract {
    /// Returns whether a response says that there are more records on a further page.
    func hasNextPage(_ answer: RecordedExchange, of action: Action) -> Bool {
        nextPage(
            of: action,
            after: JSONObject(),
            status: answer.response.status,
            headers: answer.response.headers,
            body: answer.json
        ) != nil
    }
}

extension RecordedExchange {
    /// The shared lists in the response.
    var sharedLists: [(pointer: JSONPointer, list: ValueAnnotation.List, elements: [JSONValue])] {
        guard let json else { return [] }
        return annotations.entries.compactMap { entry in
            guard let list = entry.annotation.list, list.scope == .shared,
                let elements = json[entry.pointer]?.arrayValue
            else { return nil }
            return (entry.pointer, list, elements)
        }
    }
}
