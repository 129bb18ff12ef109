import Foundation
import TestSupport
import Testing

/// Each script of a failure stands alone, whatever the service: against an implementation that has just been started it shows
/// the fault again, and without the fault it shows nothing.
@Suite("The script of a failure of another service", .serialized, .needsPython)
struct ServiceScriptTests {
    /// Faults of lists, states, pages, wire forms and requests at the same time.
    private static let names: Set = [
        "toolshed loans-oldest-first", "toolshed name-taken-ignored",
        "toolshed page-overlaps", "planner delete-leaves-tasks", "planner ids-as-text", "planner link-loses",
        "planner lost-update",
    ]
    private static let faults = ServiceFault.all.filter { names.contains($0.testDescription) }
    private static let environment = ["UNDERSTUDY_API_KEY": "planner-key-1"]
    private static let mostFailures = 3

    @Test(
        "shows the fault again on a fresh endpoint, and nothing without the fault",
        .timeLimit(.minutes(3)),
        arguments: faults
    )
    func standsAlone(fault: ServiceFault) async throws {
        let service = try #require(ExampleService.all.first { $0.name == fault.service })
        let run = try await Python.serve(service, fault: fault.name) { url in
            try await VerifyRun.of(service, at: url, ["--cases", "5", "--steps", "100"])
        }
        var rules: Set<String> = []
        let failures = run.failed.flatMap(\.failures).filter { $0.isSteady && rules.insert($0.rule).inserted }
        #expect(!failures.isEmpty, "not found: \(fault.testDescription)")
        for failure in failures.prefix(Self.mostFailures) {
            let place: Comment = "\(fault.testDescription): \(failure.rule)\n\(failure.script)"
            let sound = try await output(of: failure, service, fault: nil)
            let again = try await output(of: failure, service, fault: nil)
            var faulty: [ScriptOutput] = []
            let isForSeveralRuns = failure.script.contains(/(?i)run this several times/)
            for _ in 0..<(isForSeveralRuns ? 4 : 1) {
                faulty.append(try await output(of: failure, service, fault: fault.name))
            }
            #expect(sound.lines == again.lines || isForSeveralRuns, "shown without the fault: \(place)")
            #expect(
                faulty.contains { $0.lines != sound.lines && $0.lines != again.lines },
                "not shown: \(place)"
            )
            #expect(([sound, again] + faulty).allSatisfy { $0.complaints == "" }, "complaints: \(place)")
        }
    }

    /// Runs a script against an implementation that was started for it.
    private func output(
        of failure: VerifyRun.SeenFailure,
        _ service: ExampleService,
        fault: String?
    ) async throws -> ScriptOutput {
        try await Python.serve(service, fault: fault) { url in
            try await ScriptOutput(failure.script, at: url, environment: Self.environment)
        }
    }
}
