import Contracts
import DequeModule
import JSON
import Lambda
import Synchronization
import Tables

/// Tracks the records of a session for which a measure has started but not ended.
final class MeasureMonitor: Sendable {
    /// The records for which one measure has started.
    private struct Waiting {
        /// The maximum number of tracked records; the oldest are dropped.
        static let most = 10_000

        private var since: [ExactString: Int] = [:]
        private var order: Deque<ExactString> = []

        var isEmpty: Bool { since.isEmpty }

        mutating func begin(_ record: ExactString, at time: Int) {
            guard since.updateValue(time, forKey: record) == nil else { return }
            order.append(record)
            // Records whose measure has ended are still in the order.
            while order.count > Self.most, let oldest = order.popFirst() { since[oldest] = nil }
        }

        mutating func end(_ record: ExactString) -> Int? { since.removeValue(forKey: record) }

        /// The start of the record that has waited longest; `nil` when none waits.
        mutating func oldest() -> Int? {
            while let first = order.first {
                if let start = since[first] { return start }
                order.removeFirst()
            }
            return nil
        }
    }

    private let waiting = Mutex<[String: Waiting]>([:])

    /// Returns the start of the record that has waited longest for the end of a measure; `nil` when none waits.
    func oldest(_ measure: String) -> Int? {
        waiting.withLock { $0[measure]?.oldest() }
    }

    /// Forgets all records: those of another state are there now.
    func reset() {
        waiting.withLock { $0 = [:] }
    }

    /// Processes the changes of a request and the records in its answer.
    ///
    /// - Parameters:
    ///   - measures: The contract's measures.
    ///   - changes: The changes that the request made.
    ///   - answer: The answer and its action.
    ///   - tables: The definitions of the tables, whose keys identify records.
    ///   - now: The session's time in milliseconds.
    /// - Returns: The durations of the measures that ended.
    /// - Complexity: O(*c* · *m*) in changes and measures; an answer is read only while a measure can end by its
    ///   content.
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
                // Removed from the dictionary first, so that it is mutated in place and not copied.
                all[measure.name] = nil
                let changed = changes.compactMap { Self.note($0, measure.end, key, now, &waiting) }
                let seen = shown.compactMap { waiting.end($0) }
                all[measure.name] = waiting
                return changed + seen
            }
            return starts.map { MeasuredTime(measure: measure.name, milliseconds: max(0, now - $0)) }
        }
    }

    /// Processes a change; returns the start time when it ends the measure.
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

    /// Returns the records in an answer when a measure ends by the content of answers.
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
    /// Returns the identity of an item in its table, or `nil` when it lacks its key.
    fileprivate func record(_ item: JSONObject) -> ExactString? {
        let values = attributes.compactMap { item[$0.name]?.compactText }
        return values.count == attributes.count ? ExactString(values.joined(separator: " ")) : nil
    }
}
