import Conformance
public import Contracts
import Synchronization
public import VerifierEvents

/// The causes that a run has shown so far, so that a case can go on after what one of them explains.
///
/// A case that stopped there would show nothing of what else is wrong, and every case would confirm once more what is known.
public final class KnownCauses: Sendable {
    private let facts: ContractFacts
    private let state = Mutex(State())

    private struct State {
        var symptoms: [Symptom] = []
        var keys: Set<CauseKey> = []
        /// Those that break a MUST, each with the first case that has shown it.
        var broken: [CauseKey: CaseIdentity] = [:]
        var missing: Set<String> = []
        var passed = PassedCases()
        /// The members of another type, by action.
        var mistyped: [String: Set<String>] = [:]
        /// How often cases have failed: one that was played again counts again.
        var failed = 0
        /// The cases that known causes alone have failed, by their families.
        var decided: [CaseIdentity: CaseIdentity] = [:]
        /// Those whose scripts have been tried.
        var shown: Set<CauseKey> = []

        /// Whether so much breaks a MUST that cases which are decided are not worth playing.
        var isBadlyBroken: Bool { broken.count >= KnownCauses.many && failed >= KnownCauses.manyCases }
    }

    /// Creates a collection without causes.
    ///
    /// - Parameter contract: The contract of the run.
    public init(_ contract: Contract) {
        facts = ContractFacts(contract)
    }

    /// Whether no cause is known.
    public var isEmpty: Bool { state.withLock(\.keys.isEmpty) }

    /// Returns the members that an action's answers lack by a known cause.
    ///
    /// - Parameter action: The action.
    /// - Returns: The names of the members.
    public func missingMembers(of action: String) -> Set<String> {
        state.withLock { state in
            Set(state.keys.filter { $0.kind == .memberMissing && $0.concerns(action) }.map(\.subject))
        }
    }

    /// Returns the members that an action's answers have in another type by a known cause.
    ///
    /// - Parameter action: The action.
    /// - Returns: The names of the members.
    public func mistypedMembers(of action: String) -> Set<String> {
        state.withLock { $0.mistyped[action] ?? [] }
    }

    /// Returns whether a known cause of a kind concerns an action.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - action: The action.
    /// - Returns: Whether one does.
    public func explains(_ kind: CauseKind, of action: String) -> Bool {
        state.withLock { $0.keys.contains { $0.kind == kind && $0.concerns(action) } }
    }

    /// Returns whether a known cause is that an action refuses what it has to serve.
    ///
    /// - Parameter action: The action.
    /// - Returns: Whether one is; `false` where some requests to all actions are refused.
    public func refuses(_ action: String) -> Bool {
        state.withLock { $0.keys.contains { $0.kind == .wronglyRefused && $0.action == action } }
    }

    /// Returns whether a name is a member of some answer of the contract.
    public func isMember(_ name: String) -> Bool { facts.isMember(name) }

    /// Whether so many causes are known that one script for each of them is enough.
    public var areSeveral: Bool { state.withLock { $0.keys.count >= Self.several } }

    /// Whether so much is broken that what known causes explain is not worth looking at more closely, and what they decide is not worth
    /// playing.
    public var areMany: Bool { state.withLock { $0.keys.count >= Self.many && $0.failed >= Self.manyCases } }

    private static let several = 3
    private static let many = 6
    private static let manyCases = 70
    /// So many requests, times the third power of the number of known causes, is what a case may take.
    ///
    /// That is 80 requests at 10 causes, 10 at 20, and 3 at 30: a few things that are wrong are told apart by long cases, too; among many
    /// a long case shows little that is news.
    private static let dear = 80_000

    /// Returns the case that has shown that one of the actions of another case has to be mended first.
    ///
    /// The more is known to be broken, the fewer requests a case may take that known causes decide. Only causes that break a MUST count: a
    /// run that they do not fail is not to be shortened by them.
    /// - Parameters:
    ///   - actions: The actions of the case.
    ///   - requests: How many requests it takes.
    /// - Returns: The case; `nil` where no known cause decides it, where it is cheap, and as long as few causes are known.
    public func decider(of actions: [String], taking requests: Int) -> CaseIdentity? {
        state.withLock { state in
            let broken = state.broken
            let price = requests * broken.count * broken.count * broken.count
            guard state.isBadlyBroken, price >= Self.dear else { return nil }
            return broken.keys.filter { $0.action.map(actions.contains) ?? false }.min().flatMap {
                broken[$0]
            }
        }
    }

    /// Returns a variant of a case that known causes alone have failed.
    ///
    /// - Parameter identity: The case.
    /// - Returns: The variant; `nil` where there is none, and as long as few causes are known.
    public func failedSibling(of identity: CaseIdentity) -> CaseIdentity? {
        guard let family = identity.family else { return nil }
        return state.withLock { $0.isBadlyBroken ? $0.decided[family] : nil }
    }

    /// Counts a case that has failed, once for each time that it was played.
    ///
    /// - Parameters:
    ///   - identity: The case.
    ///   - isExplained: Whether known causes alone have failed it.
    public func noteFailed(_ identity: CaseIdentity, isExplained: Bool) {
        state.withLock { state in
            state.failed += 1
            guard isExplained, let family = identity.family else { return }
            state.decided[family] = state.decided[family] ?? identity
        }
    }

    /// Returns the known causes that explain a failure, one for each of its deviations; none where one of these is news.
    ///
    /// - Parameters:
    ///   - failure: The failure.
    ///   - identity: Its case.
    /// - Returns: The causes; empty where the failure shows something that no known cause explains.
    public func explaining(_ failure: Failure, of identity: CaseIdentity) -> Set<CauseKey> {
        let (keys, missing) = state.withLock { ($0.keys, $0.missing) }
        guard !keys.isEmpty else { return [] }
        var found: Set<CauseKey> = []
        for symptom in failure.symptoms(of: identity, at: 0, 0, facts, missing) {
            if let key = symptom.candidates.filter({ keys.contains($0.key) })
                .max(by: { ($0.strength, $1.key) < ($1.strength, $0.key) })?.key
            {
                found.insert(key)
            } else if symptom.isSoft, let key = keys.filter(symptom.follows).min() {
                found.insert(key)
            } else {
                return []
            }
        }
        return found
    }

    /// Returns whether the script of a failure has been tried for each of its causes.
    ///
    /// - Parameters:
    ///   - failure: The failure.
    ///   - identity: Its case.
    /// - Returns: Whether it has; `false` for what no known cause explains.
    public func isShown(_ failure: Failure, of identity: CaseIdentity) -> Bool {
        let keys = explaining(failure, of: identity)
        return !keys.isEmpty && state.withLock { keys.isSubset(of: $0.shown) }
    }

    /// Notes that the script of a failure has been tried.
    public func noteShown(_ failure: Failure, of identity: CaseIdentity) {
        let keys = explaining(failure, of: identity)
        state.withLock { $0.shown.formUnion(keys) }
    }

    /// Adds what a case has confirmed, and derives the causes again.
    ///
    /// - Complexity: O(*c*² + *c* · *n*) for *c* causes and *n* deviations that were news when they were seen.
    public func note(_ failures: [Failure], of identity: CaseIdentity) {
        guard !failures.isEmpty else { return }
        state.withLock { state in
            let place = state.symptoms.count
            for failure in failures where failure.deviations.first?.message == Deviation.missingAction {
                state.missing.insert(identity.suite)
            }
            state.symptoms += failures.enumerated().flatMap { number, failure in
                failure.symptoms(of: identity, at: place, number, facts, state.missing)
            }
            state.keys = Set(CauseCover(state.symptoms, state.passed).keys)
            state.mistyped = Self.mistyped(state.symptoms, by: state.keys)
            state.broken = Self.broken(state.symptoms, by: state.keys)
        }
    }

    private static func broken(_ symptoms: [Symptom], by keys: Set<CauseKey>) -> [CauseKey: CaseIdentity] {
        let musts = symptoms.filter { $0.failure.rule.level == .must }
        return keys.reduce(into: [:]) { broken, key in
            broken[key] = musts.first { $0.isExplained(by: key) }?.identity
        }
    }

    private static func mistyped(
        _ symptoms: [Symptom],
        by keys: Set<CauseKey>
    ) -> [String: Set<String>] {
        let keys = keys.filter { $0.kind == .memberType }
        guard !keys.isEmpty else { return [:] }
        var members: [String: Set<String>] = [:]
        for symptom in symptoms where keys.contains(where: symptom.isExplained) {
            if let action = symptom.action { members[action, default: []].insert(symptom.member) }
        }
        return members
    }

    /// Adds a case that has passed.
    ///
    /// - Parameter actions: The actions that it has requested.
    public func notePassed(_ actions: [String]) {
        state.withLock { $0.passed.add(actions) }
    }
}

extension CauseKey {
    /// Whether it is about an action, or about all.
    fileprivate func concerns(_ name: String) -> Bool { action == nil || action == name }
}

extension CaseIdentity {
    /// What the variants of a case have in common, which differ in their values; `nil` for a case without variants.
    fileprivate var family: CaseIdentity? {
        guard let end = name.firstRange(of: ": ") else { return nil }
        return CaseIdentity(suite: suite, kind: kind, name: String(name[..<end.lowerBound]))
    }
}
