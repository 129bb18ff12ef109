import Backend
import Contracts
import JSON
import Lambda
import Synchronization
import Testing
import Verifier
import VerifierEvents

@Suite("Two writes at the same time")
struct WritePairTests {
    @Test("are not judged by a list in which others' records break the contract")
    func brokenList() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let reads = Mutex(0)
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            guard request.reads("admin/leads"), var body = try? JSONValue(parsing: response.body).objectValue,
                let leads = body["leads"]?.arrayValue
            else { return response }
            let number = reads.withLock { reads in
                reads += 1
                return reads
            }
            // Another case's lead, which has changed each time.
            body["leads"] = .array([["lead_id": .string("\(number)"), "status": "unheard of"]] + leads)
            response.body = JSONValue.object(body).serialized()
            return response
        }
        // The cases about every answer collect what is wrong with the list.
        let options = VerifierOptions(only: [
            "admin/approve-lead concurrent: 'approve' beside", "admin/leads shape",
        ])
        let results = await verify(endpoint, contract, options).results.filter {
            $0.identity.kind == .concurrent
        }
        #expect(results.count > 1 && results.flatMap(\.failures).map(\.summary) == [])
        #expect(results.allSatisfy { $0.outcome == .passed })
    }
}
