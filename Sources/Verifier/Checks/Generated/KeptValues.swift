import Contracts
import JSON
import Lambda

/// Finds the read that returns what a request writes at one place, and compares later values with it.
struct KeptValues {
    /// The state.
    let setup: GeneratedSetup
    /// The place in the arguments.
    let place: JSONPointer
    /// The read that returns the value.
    let read: Action

    private static let probes: [JSONValue] = ["understudy probe@example.com", "41.5"].map { text in
        JSONNumber(text).map { JSONValue.number($0) } ?? .string(text)
    }

    /// Sends a unique value and searches for it; `nil` where no read of only the attempt's own records returns it.
    init?(at place: JSONPointer, _ setup: GeneratedSetup) async throws(AttemptEnd) {
        let requests = setup.requests
        let written = Set(requests.action.tables.writes)
        guard !written.isEmpty else { return nil }
        for probe in Self.probes {
            let template = JSONValue.object(requests.base).setting(probe, at: place)
            guard let object = template.objectValue, requests.fits(object), setup.isOwn(object) else {
                continue
            }
            let answer = try await setup.attempt.call(requests.action, setup.arguments(object))
            guard answer.response.status == requests.example.status else { continue }
            for read in setup.attempt.context.contract.actions
            where read.isSafe && !written.isDisjoint(with: read.tables.reads) {
                if try await Self.shows(probe, read, setup) == true {
                    self.setup = setup
                    self.place = place
                    self.read = read
                    return
                }
            }
        }
        return nil
    }

    /// Returns whether the read returns a value; `nil` where that is undetermined.
    func shows(_ value: JSONValue) async throws(AttemptEnd) -> Bool? {
        let (read, setup) = (read, setup)
        return try await setup.attempt.settled(read) { () async throws(AttemptEnd) -> RetryOutcome<Bool?> in
            let isShown = try await Self.shows(value, read, setup)
            return RetryOutcome(result: isShown, isRight: isShown == true)
        }
    }

    private static func shows(
        _ value: JSONValue,
        _ read: Action,
        _ setup: GeneratedSetup
    ) async throws(AttemptEnd) -> Bool? {
        guard let arguments = setup.attempt.arguments(of: read) else { return nil }
        // A read without parameters returns others' records, which may push ours out, unless all callers share one.
        if arguments.isEmpty {
            let singletons = setup.attempt.context.contract.actionsOfSingletons
            guard singletons.contains(where: { $0.name == read.name }) else { return nil }
        }
        let answer = try await setup.attempt.call(read, arguments)
        guard answer.isSuccess, answer.sharedLists.isEmpty, let body = answer.json else {
            return nil
        }
        // Where any prefix of a text is right, the value cannot be compared.
        let prefixes = answer.annotations.entries.filter(\.annotation.isPrefix)
        return body.leavingOut(Set(prefixes.map(\.pointer.withoutIndices))).holds(value)
    }
}

extension JSONValue {
    /// Returns the value without the places, which leave out positions in lists: of a list's records one response covers all.
    fileprivate func leavingOut(_ places: Set<[String]>, at place: [String] = []) -> JSONValue {
        switch self {
        case .array(let elements): .array(elements.map { $0.leavingOut(places, at: place) })
        case .object(let object):
            .object(
                JSONObject(
                    object.filter { !places.contains(place + [$0.name]) }.map { member in
                        JSONMember(
                            name: member.name,
                            value: member.value.leavingOut(places, at: place + [member.name])
                        )
                    }
                )
            )
        default: self
        }
    }

    /// Returns whether a value is anywhere in this one.
    func holds(_ value: JSONValue) -> Bool {
        if self == value { return true }
        return switch self {
        case .array(let elements): elements.contains { $0.holds(value) }
        case .object(let object): object.contains { $0.value.holds(value) }
        default: false
        }
    }
}
