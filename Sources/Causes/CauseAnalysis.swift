import Conformance
public import Contracts
import JSON
public import VerifierEvents

/// The failures and warnings of a run, explained by as few causes as possible.
///
/// Each deviation has some causes that would explain it (``Candidate``); of all, the fewest are picked that explain every
/// deviation (``CauseCover``). It is a function of the contract and the results: no request is sent.
public struct CauseAnalysis: Sendable, Hashable {
    /// The causes, the worst first.
    public private(set) var causes: [Cause] = []
    /// The places in ``causes`` of the causes of each case, in the order in which it shows them.
    private var places: [CaseIdentity: [Int]] = [:]
    /// The places in ``causes`` of the causes of each failure and warning of a case, by its number in the result.
    private var failurePlaces: [CaseIdentity: [Int: Set<Int>]] = [:]
    /// The place in ``causes`` of what hinders each case that cannot be judged.
    private var blocked: [CaseIdentity: Int] = [:]

    /// Creates an analysis without causes.
    public init() {}

    /// Creates an analysis of causes that are known.
    ///
    /// - Parameters:
    ///   - causes: The causes, the worst first; each names its cases.
    ///   - blocked: The cases that cannot be judged because of a cause, which is given by its place.
    public init(causes: [Cause], blocked: [CaseIdentity: Int] = [:]) {
        self.causes = causes
        self.blocked = blocked
        for (place, cause) in causes.enumerated() {
            for identity in cause.cases { places[identity, default: []].append(place) }
        }
    }

    /// Explains the results of a run.
    ///
    /// - Parameters:
    ///   - results: The results.
    ///   - contract: The contract of the run.
    /// - Complexity: O(*c* · *n*) for *c* causes and *n* deviations.
    public init(_ results: [CaseResult], _ contract: Contract) {
        let facts = ContractFacts(contract)
        let missing = facts.missingActions(results)
        let symptoms = results.enumerated().flatMap { Self.symptoms(of: $1, at: $0, facts, missing) }
        let cover = CauseCover(symptoms, PassedCases(results))
        let groups = Dictionary(grouping: symptoms.indices) { cover.causes[$0] }
        let found = cover.keys.indices.map { place in
            CauseWriter(
                cover.keys[place],
                (groups[place] ?? []).map { symptoms[$0] },
                facts,
                sides: cover.sides[cover.keys[place]] ?? []
            ).cause
        }
        let order = found.indices.sorted { found[$0].isWorse(than: found[$1]) }
        causes = order.map { found[$0] }
        let ranks = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        for (place, symptom) in symptoms.enumerated() {
            guard let rank = ranks[cover.causes[place]] else { continue }
            failurePlaces[symptom.identity, default: [:]][symptom.number, default: []].insert(rank)
            guard places[symptom.identity]?.contains(rank) != true else { continue }
            places[symptom.identity, default: []].append(rank)
        }
        for (identity, places) in places {
            guard let place = places.first, places.count == 1, causes[place].blocks(identity) else {
                continue
            }
            blocked[identity] = place
        }
        for result in results {
            guard let proof = result.blockedBy, let place = places[proof]?.first else { continue }
            blocked[result.identity] = place
            causes[place].cases.append(result.identity)
        }
    }

    /// Returns the place in ``causes`` of the cause because of which a case cannot be judged; `nil` for a case that was.
    public func blocker(of identity: CaseIdentity) -> Int? { blocked[identity] }

    /// Returns the places in ``causes`` of the causes of a case; none for a case without failures and warnings.
    public func causes(of identity: CaseIdentity) -> [Int] { places[identity] ?? [] }

    /// Returns whether all causes of a failure are among those that are accepted.
    ///
    /// - Parameters:
    ///   - number: The place of the failure among those of the case's outcome.
    ///   - identity: The case.
    ///   - accepted: The identities of causes that are accepted.
    /// - Returns: Whether they are; `false` for a failure without a cause.
    public func isAccepted(_ number: Int, of identity: CaseIdentity, _ accepted: Set<String>) -> Bool {
        guard let places = failurePlaces[identity]?[number] else { return false }
        return places.allSatisfy { accepted.contains(causes[$0].identity) }
    }

    private static func symptoms(
        of result: CaseResult,
        at place: Int,
        _ facts: ContractFacts,
        _ missing: Set<String>
    ) -> [Symptom] {
        var failures = result.warnings
        if case .failed(let found) = result.outcome { failures = found + failures }
        return failures.enumerated().flatMap { number, failure in
            failure.symptoms(of: result.identity, at: place, number, facts, missing)
        }
    }
}

extension Cause {
    /// Returns whether a case about something else only fails because of it.
    fileprivate func blocks(_ identity: CaseIdentity) -> Bool {
        key.kind == .actionMissing && identity.suite != key.action
    }

    /// The order of reports: by severity, then by the number of cases, then by identity.
    fileprivate func isWorse(than other: Cause) -> Bool {
        if severity != other.severity { return severity < other.severity }
        if cases.count != other.cases.count { return cases.count > other.cases.count }
        return key < other.key
    }
}

extension Failure {
    /// Returns its symptoms; at least one.
    func symptoms(
        of identity: CaseIdentity,
        at place: Int,
        _ number: Int,
        _ facts: ContractFacts,
        _ missing: Set<String> = []
    ) -> [Symptom] {
        rootDeviations.map {
            Symptom(
                place: place,
                number: number,
                identity: identity,
                failure: self,
                deviation: $0,
                contract: facts,
                missing: missing
            )
        }
    }

    /// The deviations that no other one of the failure explains: a wrong status explains the body, and a list with other
    /// records what is in it.
    fileprivate var rootDeviations: [Deviation] {
        if let status = deviations.first(where: { $0.kind == .status }) { return [status] }
        let lists = deviations.filter { [.count, .order].contains($0.kind) }.compactMap(\.pointer)
        var seen: Set<Deviation.Kind> = []
        guard lists.isEmpty else {
            return deviations.filter { deviation in
                guard let pointer = deviation.pointer else { return true }
                if lists.contains(pointer) { return seen.insert(deviation.kind).inserted }
                return !lists.contains { pointer.tokens.starts(with: $0.tokens) }
            }
        }
        return deviations.isEmpty
            ? [.exchange(.value, expected: "what the rule says", seen: "\(summary)")] : deviations
    }
}
