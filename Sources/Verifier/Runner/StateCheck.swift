import Conformance
import Contracts
import Foundation
import JSON
import VerifierEvents

/// The case that looks into the tables: what a run has written there fits its schemas, and fits together.
///
/// Records that were broken before the run are not its doing. One that is broken afterwards is read once more: a service may still
/// have been writing.
struct StateCheck: Sendable {
    /// The most records that are reported one by one.
    private static let mostRecords = 50

    private static let rule = Rule(
        id: "records-consistent",
        level: .must,
        text:
            "The stored records fit their schemas, refer to records that are there, and agree with their totals.",
        location: SourceLocation(file: "tables")
    )

    /// The case, with the tables' suite.
    static let identity = CaseIdentity(
        suite: CaseIdentity.stateSuite,
        kind: .state,
        name: "what the run has written fits together"
    )

    private let contract: Contract
    private let reader: any StateReader
    private let before: Result<Set<BrokenRecord>, StateError>
    private let start = ContinuousClock.now

    /// Looks into the tables before the run; `nil` when nothing is to be read, or the case is not selected.
    init?(_ contract: Contract, _ options: VerifierOptions) async {
        guard let reader = options.state, Self.isSelected(options) else { return nil }
        self.contract = contract
        self.reader = reader
        do throws(StateError) {
            before = .success(Set(try await Self.brokenRecords(reader, contract)))
        } catch {
            before = .failure(error)
        }
    }

    /// Returns whether a run has the case.
    static func isSelected(_ options: VerifierOptions) -> Bool {
        options.state != nil && CaseFilter(options.only).matches(identity, rules: [rule])
    }

    private static func brokenRecords(
        _ reader: any StateReader,
        _ contract: Contract
    ) async throws(StateError) -> [BrokenRecord] {
        RecordExamination.brokenRecords(
            in: try await reader.state(),
            for: contract,
            now: Int(Date().timeIntervalSince1970 * 1_000)
        )
    }

    /// Looks into the tables after the run.
    ///
    /// - Parameter settle: How long to wait before a broken record is read again.
    /// - Returns: The result of the case, with a note about records that were broken before.
    func result(settle: Duration) async -> (result: CaseResult, note: String?) {
        let outcome: CaseOutcome
        var note: String?
        do throws(StateError) {
            let known = try before.get()
            if !known.isEmpty {
                note =
                    "\(known.count) stored records were broken before the run; see them by 'understudy doctor --store \(reader.place)'"
            }
            var broken = try await Self.brokenRecords(reader, contract).filter { !known.contains($0) }
            if !broken.isEmpty {
                try? await Task.sleep(for: settle)
                let again = Set(try await Self.brokenRecords(reader, contract))
                broken = broken.filter { again.contains($0) }
            }
            outcome = broken.isEmpty ? .passed : .failed(failures(broken))
        } catch {
            outcome = .error("the tables cannot be read: \(error)")
        }
        let seconds = (ContinuousClock.now - start).inSeconds
        return (
            CaseResult(identity: Self.identity, rules: [Self.rule], outcome: outcome, seconds: seconds), note
        )
    }

    private func failures(_ broken: [BrokenRecord]) -> [Failure] {
        var failures = broken.prefix(Self.mostRecords).map(failure)
        if broken.count > failures.count {
            let rest = broken.count - failures.count
            failures.append(
                failure(summary: "\(rest) more records are broken", deviations: [])
            )
        }
        return failures
    }

    private func failure(_ record: BrokenRecord) -> Failure {
        let key = JSONValue.object(record.key).compactText
        let problems = record.problems.map { problem in
            let place = problem.attribute.isRoot ? "" : "\(problem.attribute): "
            return "\(place)\(problem.message); \(problem.remedy)"
        }
        return failure(
            summary: "\(record.table) \(key): \(problems.joined(separator: "; "))",
            deviations: record.problems.map { problem in
                Deviation(
                    .value,
                    at: .exchange,
                    expected: Evidence(text: problem.remedy),
                    seen: Evidence(text: "\(record.table) \(key): \(problem.message)")
                )
            }
        )
    }

    private func failure(summary: String, deviations: [Deviation]) -> Failure {
        Failure(
            rule: Self.rule,
            summary: summary,
            deviations: deviations,
            script:
                "# The record stays in the tables until something mends it.\nunderstudy doctor --store \(reader.place)\n",
            reproductions: Reproductions(seen: 2, attempts: 2)
        )
    }
}
