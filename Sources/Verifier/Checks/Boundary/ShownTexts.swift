import Contracts
import JSON
import Lambda

/// The places at which reads return what a write was given, found by unique texts.
struct ShownTexts: Sendable {
    /// A text that a read should return and does not.
    struct Missing: Sendable {
        let place: JSONPointer
        let text: String
        let read: Action
        /// The place in the response of the read, without positions in lists.
        let shownAt: JSONPointer
        /// A description of the value found instead.
        let seen: String
        let exchange: Int
    }

    /// A member of a read's response, without positions in lists.
    private struct Spot: Sendable {
        let place: JSONPointer
        let path: [String]
    }

    private let spots: [(read: Action, spots: [Spot])]

    /// Finds the texts that a write was given in the responses of all reads.
    init(
        written action: Action,
        _ probed: [(place: JSONPointer, text: String)],
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        var spots: [(Action, [Spot])] = []
        let written = Set(action.tables.writes)
        for read in attempt.context.contract.actions
        where read.isSafe && !written.isDisjoint(with: read.tables.reads) {
            guard let answer = try await Self.ask(read, attempt) else { continue }
            var found: [Spot] = []
            let annotations = ListAnnotations(
                of: answer.json ?? .null,
                by: read.responses[answer.response.status]?.schema
            )
            answer.forEachOwnText(attempt) { pointer, path, value in
                guard annotations[pointer]?.isPrefix != true else { return }
                for (place, text) in probed
                where value == .string(text) && !found.contains(where: { $0.path == path }) {
                    found.append(Spot(place: place, path: path))
                }
            }
            if !found.isEmpty { spots.append((read, found)) }
        }
        self.spots = spots
    }

    /// Returns the texts that no record of the attempt contains where it should.
    func missing(
        of sent: [(place: JSONPointer, text: String)],
        _ attempt: Attempt
    ) async throws(AttemptEnd) -> [Missing] {
        var missing: [Missing] = []
        for (read, spots) in spots {
            missing += try await attempt.settled(read) {
                () async throws(AttemptEnd) -> RetryOutcome<[Missing]> in
                guard let answer = try await Self.ask(read, attempt) else {
                    return RetryOutcome(result: [], isRight: true)
                }
                var values: [[String]: [JSONValue]] = [:]
                answer.forEachOwnText(attempt) { _, path, value in values[path, default: []].append(value) }
                let missing = sent.flatMap { place, text -> [Missing] in
                    spots.filter { $0.place == place }.compactMap { spot in
                        // Records that newer ones have pushed out of a list prove nothing.
                        guard let values = values[spot.path], !values.contains(.string(text)) else {
                            return nil
                        }
                        return Missing(
                            place: place,
                            text: text,
                            read: read,
                            shownAt: JSONPointer(tokens: spot.path),
                            seen: values.map(\.shown).joined(separator: ", "),
                            exchange: answer.number
                        )
                    }
                }
                return RetryOutcome(result: missing, isRight: missing.isEmpty)
            }
        }
        return missing
    }

    private static func ask(_ read: Action, _ attempt: Attempt) async throws(AttemptEnd) -> RecordedExchange?
    {
        guard let arguments = attempt.arguments(of: read) else { return nil }
        let answer = try await attempt.call(read, arguments)
        return answer.isSuccess ? answer : nil
    }
}

extension RecordedExchange {
    /// Visits every value that is neither a list nor an object; in shared lists only those of the attempt's records.
    fileprivate func forEachOwnText(
        _ attempt: Attempt,
        _ visit: (_ pointer: JSONPointer, _ path: [String], _ value: JSONValue) -> Void
    ) {
        let shared = sharedLists.map(\.pointer)
        let ids = attempt.ids
        func walk(_ value: JSONValue, _ pointer: JSONPointer, _ path: [String]) {
            switch value {
            case .object(let object):
                for member in object {
                    walk(member.value, pointer.appending(member.name), path + [member.name])
                }
            case .array(let elements):
                for (index, element) in elements.enumerated()
                where !shared.contains(pointer) || element.mentions(ids) {
                    walk(element, pointer.appending(index), path)
                }
            default: visit(pointer, path, value)
            }
        }
        if let json { walk(json, JSONPointer(), []) }
    }
}
