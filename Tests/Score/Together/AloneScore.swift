import Causes
import Contracts
import Faults
import VerifierEvents

/// The causes of the run against each fault alone.
struct AloneScore: Sendable {
    let causes: [(fault: Fault, causes: [Cause])]

    init(_ faults: [Fault], seed: UInt64, jobs: Int, recordings: Recordings) async {
        let found = await faults.run(jobs: jobs, "faults alone") { fault in
            let run = await recordings.run([fault], seed: seed)
            return CauseAnalysis(run.results, recordings.runner.contract).causes
        }
        causes = zip(faults, found).map { (fault: $0, causes: $1) }
    }

    /// The causes by the fault's description.
    var byName: [String: [Cause]] {
        Dictionary(causes.map { ($0.fault.description, $0.causes) }) { first, _ in first }
    }

    /// The share of the faults with exactly one cause, of those with any.
    var singleShare: Double { share { $0.causes.count == 1 } }

    /// The share of the faults with a cause that names the fault's action.
    var namedShare: Double { share(Self.isNamed) }

    private static func isNamed(_ entry: (fault: Fault, causes: [Cause])) -> Bool {
        entry.fault.suite == CaseIdentity.transportSuite
            || entry.causes.contains {
                $0.key.action == entry.fault.suite || $0.actions.contains(entry.fault.suite)
            }
    }

    private func share(_ isGood: ((fault: Fault, causes: [Cause])) -> Bool) -> Double {
        let found = causes.filter { !$0.causes.isEmpty }
        return found.isEmpty ? 1 : Double(found.count(where: isGood)) / Double(found.count)
    }

    /// The figures, and the faults with another number of causes than one.
    var lines: [String] {
        [
            "alone, \(causes.count) faults: \(percent(singleShare)) with one cause, \(percent(namedShare)) with a cause in its action"
        ]
            + causes.filter { $0.causes.count != 1 || !Self.isNamed($0) }.flatMap { entry in
                ["  \(entry.causes.count): \(entry.fault)"] + entry.causes.map(\.outline)
            }
    }

    /// What a report says of the causes of each fault, to be read as its reader would.
    var texts: [String] {
        causes.flatMap { entry in
            ["", "fault: \(entry.fault)"]
                + entry.causes.flatMap { cause in
                    [
                        "  \(cause.severity) \(cause.sentence)",
                        "  rules: \(cause.rules.map(\.id).joined(separator: ", "))",
                        "  \(cause.cases.count) cases; actions: \(cause.actions.joined(separator: ", "))",
                    ] + cause.script.split(separator: "\n").map { "    | \($0.prefix(200))" }
                }
        }
    }
}

extension Cause {
    /// The cause in a few lines: its identity, its sentence, and the first of its cases.
    var outline: String {
        "       \(identity) (\(cases.count)): \(sentence.prefix(150))"
            + cases.prefix(3).map { "\n           \($0)" }.joined()
    }
}
