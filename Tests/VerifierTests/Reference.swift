import Backend
import Contracts
import Foundation
import Lambda
import Tables
import TestSupport
import Verifier
import VerifierEvents

/// The contract of the project, and endpoints to try the verifier on.
enum Reference {
    /// The contract folder, loaded once.
    static func contract() throws -> Contract {
        try loaded.get()
    }

    private static let loaded = Result { try ContractFolder.load(ProjectFolder.contracts) }

    /// A reference implementation with empty tables.
    static func backend(_ contract: Contract) -> SupportBackend {
        SupportBackend(store: InMemoryStore(contract.tables.map(\.definition)), time: SteppingTime())
    }
}

/// Keeps the events of a run.
actor EventLog {
    private(set) var events: [VerifierEvent] = []

    func append(_ event: VerifierEvent) {
        events.append(event)
    }

    /// The results, in the order in which they came.
    var results: [CaseResult] {
        events.compactMap { event in
            guard case .caseFinished(let result) = event else { return nil }
            return result
        }
    }
}

/// Runs the verifier and keeps what it tells.
func verify(
    _ endpoint: any Endpoint,
    _ contract: Contract,
    _ options: VerifierOptions = VerifierOptions()
) async -> (summary: RunSummary, results: [CaseResult]) {
    let log = EventLog()
    let summary = await Verifier(contract: contract, endpoint: endpoint, options: options).run { event in
        await log.append(event)
    }
    return (summary, await log.results)
}
