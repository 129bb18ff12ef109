import Backend
import Contracts
import Faults
import Foundation
import JSON
import Lambda
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// Each script of a failure stands alone: against an endpoint with empty tables it shows the fault again.
@Suite("The script of a failure", .serialized, .timeLimit(.minutes(10)))
struct ScriptReplayTests {
    /// The variable that asks for every fault of the catalogue instead of some.
    private static let everyFault = ProcessInfo.processInfo.environment["UNDERSTUDY_EVERY_SCRIPT"] != nil
    private static let faults = (Catalogue.plain + Catalogue.rare).enumerated()
        .filter { everyFault || $0.offset % 12 == 0 }.map(\.element)

    @Test("shows the fault again on an endpoint with empty tables", arguments: faults.map(\.description))
    func standsAlone(name: String) async throws {
        let contract = try ProjectContract.loaded.get()
        let fault = try #require(Catalogue.faults.first { $0.description == name })
        let tables = contract.tables.map(\.definition)
        for failure in await Self.failures(of: fault, contract) {
            let faulty = try await Self.exchanges(failure.script, fault.backend(tables: tables))
            let right = try await Self.exchanges(
                failure.script,
                SupportBackend(store: InMemoryStore(tables), time: SystemTime())
            )
            let isShown = zip(faulty, right).contains { $0 != $1 } || faulty.count != right.count
            #expect(isShown, "\(fault): \(failure.rule.id): \(failure.summary)\n\(failure.script)")
        }
    }

    /// Returns the steady failures of a fault in its own suite.
    private static func failures(of fault: Fault, _ contract: Contract) async -> [Failure] {
        let log = FailureLog()
        let isTransport = fault.suite == CaseIdentity.transportSuite
        let verifier = Verifier(
            contract: contract,
            endpoint: fault.backend(tables: contract.tables.map(\.definition)),
            options: VerifierOptions(
                isStrict: fault.isAdvisory,
                only: isTransport ? ["transport", "protocol", "boundary", "shape"] : [fault.suite],
                endpointURL: "http://127.0.0.1:0/",
                generatedCases: 0
            )
        )
        _ = await verifier.run { await log.note($0) }
        return await log.failures.filter { !$0.reproductions.isFlaky }
    }

    /// Runs a script against an endpoint; returns its exchanges, without what differs from run to run.
    private static func exchanges(_ script: String, _ endpoint: any Endpoint) async throws -> [String] {
        try await EndpointServer.run(endpoint) { server, port in
            let script = script.replacing("http://127.0.0.1:0/", with: "http://127.0.0.1:\(port)/")
            // Foundation starts processes with signals blocked, which lets another shell wait for its children for ever.
            let run = try await Program.run(["-c", script], executable: URL(filePath: "/bin/bash"))
            #expect(run.error == "", "\(script)")
            return server.exchanges.map(comparable)
        }
    }

    /// An exchange as a text, without ids, times and cursors.
    private static func comparable(_ exchange: (request: LambdaRequest, response: LambdaResponse)) -> String {
        let response = exchange.response
        let headers = response.headers.fields.filter { $0.name.lowercased() != "etag" }
            .map { "\($0.name): \($0.value)" }.sorted()
        let text = String(decoding: response.body, as: UTF8.self)
        let body = text.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID")
            .replacing(/\b[A-Z0-9]{9}\b/, with: "LINK").replacing(/\b\d{13}\b/, with: "TIME")
            .replacing(/again-\d+/, with: "RUN").replacing(/"next_cursor":"[^"]*"/, with: "CURSOR")
        return ([exchange.request.method, String(response.status)] + headers + [body]).joined(separator: "\n")
    }
}

/// Keeps the failures of a run.
private actor FailureLog {
    private(set) var failures: [Failure] = []

    func note(_ event: VerifierEvent) {
        guard case .caseFinished(let result) = event, case .failed(let failures) = result.outcome else {
            return
        }
        self.failures += failures
    }
}
