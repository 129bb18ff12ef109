import JSON
import MockServer
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite("A mock that stops", .timeLimit(.minutes(5)))
struct ShutdownTests {
    @Test("does not wait for a connection without requests")
    func idle() async throws {
        let stopped = Mutex<ContinuousClock.Instant?>(nil)
        try await MockUnderTest.run { mock async throws in
            // The client does not close it.
            let group = MultiThreadedEventLoopGroup.singleton
            _ = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: mock.port).get()
            // The response to a second connection shows that the first one was accepted.
            #expect(try await mock.json("GET /__understudy/health")["status"] == "ok")
            stopped.withLock { $0 = .now }
        }
        let start = try #require(stopped.withLock { $0 })
        // A silent connection is closed after a minute in any case.
        #expect(ContinuousClock.now - start < .seconds(40))
    }
}
