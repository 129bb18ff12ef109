import Foundation
import TestSupport
import Testing

/// One after the other, and with few random requests: the figures are of what a short run finds.
@Suite("The verifier, given an implementation in Python with one fault in it,", .serialized, .needsPython)
struct ServiceFaultTests {
    private static let faults = ServiceFault.all
    private static let tally = FaultTally(faults)

    @Test("finds it", .timeLimit(.minutes(2)), arguments: faults)
    func finds(fault: ServiceFault) async throws {
        let service = try #require(ExampleService.all.first { $0.name == fault.service })
        let run = try await Python.serve(service, fault: fault.name) { url in
            let most = FaultStatistics.areAsked ? [] : ["--fail-fast"]
            return try await VerifyRun.of(service, at: url, ["--cases", "5", "--steps", "100"] + most)
        }
        if FaultStatistics.areAsked {
            await Self.tally.count(fault, run, scenarios: try service.scenarios())
        }
        #expect(run.exitCode == 1, "not found: \(fault.testDescription): \(fault.sentence)\n\(run.output)")
    }

    @Test("is given twenty-five of each service, each with a name of its own")
    func catalogue() {
        for service in ExampleService.all {
            let names = ServiceFault.all.filter { $0.service == service.name }.map(\.name)
            #expect(names.count == 25, "\(service.name)")
            #expect(Set(names).count == names.count, "\(service.name)")
        }
    }
}

/// What found each fault, printed when all are done.
private actor FaultTally {
    private var open: Int
    private var lines: [String] = []
    private var missed = 0
    private var byScenario = 0

    init(_ faults: [ServiceFault]) {
        open = faults.count
    }

    func count(_ fault: ServiceFault, _ run: VerifyRun, scenarios: Set<String>) {
        let kinds = Set(run.failed.map { scenarios.contains($0.name) ? "written scenario" : $0.kind })
        if kinds.isEmpty { missed += 1 }
        if kinds == ["written scenario"] { byScenario += 1 }
        let found = kinds.isEmpty ? "MISSED" : kinds.sorted().joined(separator: ", ")
        lines.append("  \(fault.service) \(fault.name) (\(fault.check)): \(found), \(run.failed.count) cases")
        open -= 1
        guard open == 0 else { return }
        print(lines.joined(separator: "\n"))
        print(
            "\(lines.count - missed) of \(lines.count) faults found, \(byScenario) by a written scenario only"
        )
        #expect(byScenario * 2 <= lines.count - missed)
    }
}
