import Faults
import Verifier
import VerifierEvents

/// The scores of all faults with all seeds, and of the reference implementation.
struct ScoreBoard: Sendable {
    let seeds: [UInt64]
    let faults: [Fault]
    /// The scores of each fault, in the order of the seeds.
    let scores: [[FaultScore]]
    /// The problems reported for the reference implementation, a line each.
    let falseAlarms: [String]
    let falseAlarmRuns: Int
    let seconds: Double

    /// Runs everything.
    init(
        seeds: [UInt64],
        faults: [Fault],
        falseAlarmRuns: Int,
        jobs: Int,
        runner: FaultRunner
    ) async {
        let start = ContinuousClock.now
        let attempts = faults.flatMap { fault in seeds.map { (fault, $0) } }
        let alarms = await Array(0..<falseAlarmRuns).run(jobs: jobs, "runs against the reference") { number in
            let seed = UInt64(number + 1)
            return await runner.runReference(seed: seed).alarms.map { "seed \(seed): \($0)" }
        }
        let scores = await attempts.run(jobs: jobs, "runs against faults") {
            await runner.run($0.0, seed: $0.1)
        }
        self.seeds = seeds
        self.faults = faults
        self.scores = faults.indices.map { Array(scores[($0 * seeds.count)..<(($0 + 1) * seeds.count)]) }
        self.falseAlarmRuns = falseAlarmRuns
        falseAlarms = alarms.flatMap(\.self)
        let time = (ContinuousClock.now - start).components
        seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
    }

    /// Returns the scores of the steady faults, or of the intermittent ones.
    func scores(isIntermittent: Bool) -> [FaultScore] {
        scores.flatMap(\.self).filter { $0.fault.isIntermittent == isIntermittent }
    }

    /// Whether every steady fault was found, without false alarms.
    var isGood: Bool {
        falseAlarms.isEmpty && scores(isIntermittent: false).allSatisfy(\.isFound)
    }
}

extension [Double] {
    /// The median, the lower of the two middle values for an even number; `nil` for none.
    var median: Double? {
        isEmpty ? nil : sorted()[(count - 1) / 2]
    }
}
