import Contracts
import Synchronization

/// What was seen on every answer, confirmed, by the case that collects it.
final class CollectedFailures: Sendable {
    private struct Entry {
        let place: Int
        let failure: Failure
    }

    private let entries = Mutex<[Finding.Key: Entry]>([:])

    /// Whether a finding of the run case at `place` of the plan would say something new.
    ///
    /// The first case of the plan that shows a failure is the one that is shown, whichever was run first.
    func needs(_ key: Finding.Key, at place: Int) -> Bool {
        entries.withLock { entries in
            entries[key].map { place < $0.place || $0.failure.reproductions.isFlaky } ?? true
        }
    }

    /// Takes a failure; of two for the same rule, the one that is no flaky one, then the one that comes first in
    /// the plan is kept.
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

    /// Whether there is a failure, with the case that collects it, of which something holds.
    func contains(where isWanted: (Failure, CaseIdentity) -> Bool) -> Bool {
        entries.withLock { entries in
            entries.contains { key, entry in key.collectedBy.map { isWanted(entry.failure, $0) } ?? false }
        }
    }

    /// The failures of a gathering case, by the rules' ids.
    func failures(of identity: CaseIdentity) -> [Failure] {
        entries.withLock { entries in
            entries.filter { $0.key.collectedBy == identity }.sorted { $0.key.rule < $1.key.rule }.map(
                \.value.failure
            )
        }
    }
}
