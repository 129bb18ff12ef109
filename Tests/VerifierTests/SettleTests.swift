import Contracts
import Lambda
import Synchronization
import Testing

@testable import Verifier
import VerifierEvents

@Suite("A read that lags behind a write")
struct SettleTests {
    /// The reference implementation, but that a read is answered as before until it is made for the third time.
    private final class LaggingEndpoint: Endpoint {
        private let backend: any Endpoint
        private let reads = Mutex<[String: Int]>([:])

        init(_ backend: any Endpoint) {
            self.backend = backend
        }

        func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
            guard request.reads("chat/conversations") else { return try await backend.send(request) }
            let count = reads.withLock { reads in
                reads[request.rawQuery, default: 0] += 1
                return reads[request.rawQuery, default: 0]
            }
            return count < 3 ? .json(#"{"conversations": []}"#) : try await backend.send(request)
        }
    }

    @Test(
        "is given time where it may lag, and fails where it may not",
        arguments: [Duration.zero, .seconds(60)]
    )
    func settle(time: Duration) async throws {
        let contract = try Reference.contract()
        let (summary, _) = await verify(
            LaggingEndpoint(Reference.backend(contract)),
            contract,
            VerifierOptions(only: ["chat/conversations example: one conversation"], settle: time)
        )
        #expect(summary.total.failed == (time == .zero ? 1 : 0))
        #expect(summary.total.passed == (time == .zero ? 0 : 1))
    }

    @Test("is given less time once waiting has not helped for ten reads, and all of it once it has")
    func impatience() {
        let consistencyWait = ConsistencyWait(.seconds(2))
        for _ in 0..<10 {
            #expect(consistencyWait.patience == .seconds(2))
            consistencyWait.waited(inVain: true)
        }
        #expect(consistencyWait.patience == .milliseconds(200))
        consistencyWait.waited(inVain: false)
        #expect(consistencyWait.patience == .seconds(2))
    }
}
