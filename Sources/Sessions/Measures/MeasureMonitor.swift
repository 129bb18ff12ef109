import Contracts
import DequeModule
import JSON
import Lambda
import Synchronization
import Tables

/// Knows which records of a session wait for the end of a measure: since when they are stored, and unseen or unchanged.
final class MeasureMonitor: Sendable {
    /// The records that wait for the end of one measure.
    private struct Waiting {
        /// How many are remembered; the oldest make room.
        static let most = 10_000

        private var since: [ExactString: Int] = [:]
        private var order: Deque<ExactString> = []

        var isEmpty: Bool { since.isEmpty }

        mutating func begin(_ record: ExactString, at time: Int) {
            guard since.updateValue(time, forKey: record) == nil else { return }
            order.append(record)
            // Those whose wait is over stand in the order still.
            while order.count > Self.most, let oldest = order.popFirst() { since[oldest] = nil }
        }

        mutating func end(_ record: ExactString) -> Int? { since.removeValue(forKey: record) }
    }

    private let waiting = Mutex<[String: Waiting]>([:])

    /// Looks at what a request has changed and at what its answer shows.
    ///
    /// - Parameters:
    ///   - measures: The contract's.
    ///   - changes: What the request has changed.
    ///   - answer: The answer, and the action that was asked.
    ///   - tables: The definitions of the tables, whose keys tell records apart.
    ///   - now: The session's time in milliseconds.
    /// - Returns: The times that have ended.
    /// - Complexity: O(*c* · *m*) in changes and measures; an answer is read only while a record waits to be seen in it.
    func note(
        _ measures: [Measure],
        changes: [ItemChange],
        answer: (action: String?, response: LambdaResponse),
        tables: [TableDefinition],
        now: Int
    ) -> [MeasuredTime] {
        measures.flatMap { measure -> [MeasuredTime] in
            guard let key = tables.first(where: { $0.name == measure.table })?.key else { return [] }
            let changes = changes.filter { $0.table == measure.table }
            let isWaiting = waiting.withLock { waiting in
                !changes.isEmpty || waiting[measure.name]?.isEmpty == false
            }
            guard isWaiting else { return [] }
            let shown = Self.records(shownBy: answer, measure, key)
            let starts = waiting.withLock { all in
                var waiting = all[measure.name] ?? Waiting()
                // Taken out, so that the dictionary's copy is not changed but this one.
                all[measure.name] = nil
                let changed = changes.compactMap { Self.note($0, measure.end, key, now, &waiting) }
                let seen = shown.compactMap { waiting.end($0) }
                all[measure.name] = waiting
                return changed + seen
            }
            return starts.map { MeasuredTime(measure: measure.name, milliseconds: max(0, now - $0)) }
        }
    }

    /// Takes a change; returns since when its record has waited, where that ends the wait.
    private static func note(
        _ change: ItemChange,
        _ end: Measure.End,
        _ key: KeySchema,
        _ now: Int,
        _ waiting: inout Waiting
    ) -> Int? {
        guard let record = (change.new ?? change.old).flatMap(key.record) else { return nil }
        guard let old = change.old else {
            waiting.begin(record, at: now)
            return nil
        }
        guard let new = change.new else {
            _ = waiting.end(record)
            return nil
        }
        guard case .changed(let attribute) = end, old[attribute] != new[attribute] else { return nil }
        return waiting.end(record)
    }

    /// The records that an answer shows, where a measure is about what it shows.
    private static func records(
        shownBy answer: (action: String?, response: LambdaResponse),
        _ measure: Measure,
        _ key: KeySchema
    ) -> [ExactString] {
        guard case .seen(let action, let list) = measure.end, action == answer.action,
            answer.response.status == 200,
            let elements = try? JSONValue(parsing: answer.response.body)[list]?.arrayValue
        else { return [] }
        return elements.compactMap { $0.objectValue.flatMap(key.record) }
    }
}

extension KeySchema {
    /// What tells an item from others of its table; `nil` where it lacks its key.
    fileprivate func record(_ item: JSONObject) -> ExactString? {
        let values = attributes.compactMap { item[$0.name]?.compactText }
        return values.count == attributes.count ? ExactString(values.joined(separator: " ")) : nil
    }
}
