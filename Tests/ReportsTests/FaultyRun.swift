import Contracts
import Faults
import Lambda
import Reports
import Tables
import TestSupport
import Verifier
import VerifierEvents

/// Real runs, in process.
enum FaultyRun {
    /// A run over one action of an endpoint with a fault in it.
    static func record() async throws -> RunRecord {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        guard let fault = Catalogue.faults.first(where: { $0.suite == "chat/send" && !$0.isAdvisory }) else {
            return RunRecord()
        }
        return await record(
            contract,
            fault.backend(tables: contract.tables.map(\.definition)),
            VerifierOptions(only: [fault.suite], walkSteps: 50)
        )
    }

    /// What a run tells.
    static func record(
        _ contract: Contract,
        _ endpoint: any Endpoint,
        _ options: VerifierOptions
    ) async -> RunRecord {
        let listener = RunListener()
        _ = await Verifier(contract: contract, endpoint: endpoint, options: options).run {
            await listener.hear($0)
        }
        return await listener.record
    }
}

/// Keeps what a run tells.
private actor RunListener {
    var record = RunRecord()

    func hear(_ event: VerifierEvent) {
        record.record(event)
    }
}
