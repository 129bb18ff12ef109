import Contracts
import Synchronization
import VerifierEvents

/// The confirmed findings of the checks on every response, by the case that collects them.
final class CollectedFailures: Sendable {
    private struct Entry {
        let place: Int
        let failure: Failure
    }

    private let entries = Mutex<[Finding.Key: Entry]>([:])

    /// Returns whether a finding of the case at `place` of the plan would be new.
    ///
    /// The first case of the plan with a failure is the one that is reported, whichever was run first.
    func needs(_ key: Finding.Key, at place: Int) -> Bool {
        entries.withLock { entries in
            entries[key].map { place < $0.place || $0.failure.reproductions.isFlaky } ?? true
        }
    }

    /// Adds a failure; of two for the same rule, the one that is not flaky is kept, then the one that comes first in the plan.
    func note(_ failure: Failure, _ key: Finding.Key, at place: Int) {
        entries.withLock { entries in
            if let known = entries[key] {
                let isBetter =
                    known.failure.reproductions.isFlaky == failure.reproductions.isFlaky
                    ? place < known.place : known.failure.reproductions.isFlaky
                guard isBetter else { return }
            }
            entries[key] = Entry(place: place, failure: failure)
        }
    }

    /// Returns whether there is a failure of the same rule and case, in whatever place.
    func contains(_ key: Finding.Key) -> Bool {
        entries.withLock { entries in
            entries.keys.contains { $0.rule == key.rule && $0.collectedBy == key.collectedBy }
        }
    }

    /// Returns whether there is a failure that fulfils a condition, given the case that collects it.
    func contains(where isWanted: (Failure, CaseIdentity) -> Bool) -> Bool {
        entries.withLock { entries in
            entries.contains { key, entry in key.collectedBy.map { isWanted(entry.failure, $0) } ?? false }
        }
    }

    /// Returns the failures of a collecting case, by the rules' ids.
    func failures(of identity: CaseIdentity) -> [Failure] {
        entries.withLock { entries in
            entries.filter { $0.key.collectedBy == identity }.sorted {
                ($0.key.rule, $0.value.place) < ($1.key.rule, $1.value.place)
            }.map(
                \.value.failure
            )
        }
    }
}
