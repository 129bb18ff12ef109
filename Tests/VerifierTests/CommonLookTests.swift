import Backend
import Contracts
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("The look at the state around broken requests")
struct CommonLookTests {
    @Test("costs two reads of a list for all of them where nothing has changed")
    func fewReads() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let log = RequestLog()
        let counting = ScriptedEndpoint { request in
            if request.reads("admin/leads") { log.note(request) }
            return await backend.send(request)
        }
        let options = VerifierOptions(only: ["affiliate/submit-lead negative: lead_data*"])
        let (summary, _) = await verify(counting, contract, options)
        #expect(summary.total.passed > 20)
        #expect(log.requests.count == 2)
    }
}
