import Contracts
import Faults
import Foundation
import JSON

/// A folder of recorded runs: what is not in it is run, and kept.
struct Recordings: Sendable {
    /// The folder; `nil` to keep nothing.
    let folder: String?
    /// Runs the verifier.
    let runner: FaultRunner

    /// Returns the run against a set of faults.
    func run(_ faults: [Fault], seed: UInt64) async -> RecordedRun {
        guard let folder else { return await runner.record(faults, seed: seed) }
        // A single fault leaves nothing out.
        let kind = runner.isThorough && faults.count > 1 ? "thorough-" : ""
        let path = "\(folder)/\(kind)\(Self.name(faults, seed)).json"
        if let data = FileManager.default.contents(atPath: path),
            let json = try? JSONValue(parsing: Array(data)), let run = RecordedRun(json, runner.contract)
        {
            return run
        }
        let run = await runner.record(faults, seed: seed)
        _ = FileManager.default.createFile(atPath: path, contents: Data(run.json.serialized()))
        return run
    }

    private static func name(_ faults: [Fault], _ seed: UInt64) -> String {
        let text = faults.map(\.description).sorted().joined(separator: "\n")
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(seed)-\(faults.count)-\(String(hash, radix: 16))"
    }
}
