import Contracts
import JSON
import JSONSchema
import Lambda

/// The newest record that a list with other traffic's records showed before an attempt wrote its own.
///
/// A list shows the newest records only. One that is full and reaches back to the watermark would show a record of
/// the attempt if it were there; one that does not reach back so far may have it behind its end.
struct ListWatermark: Sendable {
    /// From how many records on a list without a `limit` may be cut off.
    static let fullList = 100

    /// The times before the attempt, newest first, by the list's place; a list that was empty has none.
    private let newest: [JSONPointer: [JSONNumber]]

    /// Reads the list of an action; `nil` when the action has none that other traffic fills.
    init?(of action: Action, _ attempt: Attempt) async throws(AttemptEnd) {
        guard action.isSafe, action.showsSharedRecords,
            action.request.schema.isValid(.object(JSONObject()))
        else { return nil }
        let answer = try await attempt.call(action, JSONObject())
        var newest: [JSONPointer: [JSONNumber]] = [:]
        for (pointer, list, elements) in answer.sharedLists {
            newest[pointer] = elements.compactMap { $0[list.by]?.numberValue }.sorted { $1 < $0 }
        }
        self.newest = newest
    }

    /// Whether an answer may lack a record of the attempt only because newer ones stand in its place.
    func mayHide(recordsIn answer: RecordedExchange) -> Bool {
        let limit =
            QueryString(parsing: answer.request.rawQuery)["limit"].flatMap { Int($0) } ?? Self.fullList
        return answer.sharedLists.contains { pointer, list, elements in
            guard elements.count >= min(limit, Self.fullList) else { return false }
            guard let oldest = elements.compactMap({ $0[list.by]?.numberValue }).min(),
                let before = newest[pointer], !before.isEmpty
            else { return true }
            // Records that were changed often within a millisecond are ahead of the clock: of the first few, all may be.
            let watermark = limit < Self.fullList ? before[min(max(limit, 1), before.count) - 1] : before[0]
            return oldest >= watermark
        }
    }
}

extension RecordedExchange {
    /// The lists in the answer that other traffic fills.
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
