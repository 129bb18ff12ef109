import Backend
import Faults
import Lambda
import Tables
import VerifierEvents

/// Runs of the script of a failure against fresh endpoints, without the fault and with it.
struct ScriptReplay: Sendable {
    /// The failure.
    let failure: Failure
    /// Runs without the fault: two, or more where several outcomes are right.
    let sound: [ScriptRun]
    /// Runs with the fault: several where the script asks for them.
    let faulty: [ScriptRun]

    /// Runs the script.
    init(_ failure: Failure, of fault: Fault, _ tables: [TableDefinition]) async throws {
        self.failure = failure
        let (script, isForSeveralRuns) = (failure.script, Self.isForSeveralRuns(failure.script))
        async let sound = Self.runs(isForSeveralRuns ? 4 : 2) {
            try await ScriptRun(script, SupportBackend(store: InMemoryStore(tables), time: SystemTime()))
        }
        async let faulty = Self.runs(isForSeveralRuns ? 4 : 1) {
            try await ScriptRun(script, fault.backend(tables: tables))
        }
        (self.sound, self.faulty) = try await (sound, faulty)
    }

    /// Runs the scripts of several failures at the same time.
    static func all(of failures: [Failure], _ fault: Fault, _ tables: [TableDefinition]) async throws
        -> [ScriptReplay]
    {
        try await withThrowingTaskGroup(of: (Int, ScriptReplay).self) { group in
            for (number, failure) in failures.enumerated() {
                group.addTask { (number, try await ScriptReplay(failure, of: fault, tables)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Whether a run with the fault shows what none without it does.
    var isShown: Bool {
        faulty.contains { run in sound.allSatisfy { $0.exchanges != run.exchanges } }
    }

    /// The first line of the script, where it says that it may not show the failure.
    var note: String? {
        failure.script.split(separator: "\n").first.map(String.init).flatMap {
            $0.hasPrefix("# May not show the failure") ? $0 : nil
        }
    }

    private static func isForSeveralRuns(_ script: String) -> Bool {
        script.contains(/(?i)run this several times/)
    }

    private static func runs(
        _ count: Int,
        _ run: @Sendable () async throws -> ScriptRun
    ) async throws -> [ScriptRun] {
        var runs: [ScriptRun] = []
        for _ in 0..<count { runs.append(try await run()) }
        return runs
    }
}
