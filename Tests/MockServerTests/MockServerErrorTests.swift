import Logging
import MockServer
import Sessions
import Testing

@Suite("A mock that cannot listen", .timeLimit(.minutes(10)))
struct MockServerErrorTests {
    private func failure(host: String = "127.0.0.1", port: Int) async throws -> MockServerError? {
        let contract = try MockUnderTest.contract.get()
        let server = MockServer(
            registry: SessionRegistry(MockUnderTest.world(of: contract)) { _, _ in EchoEndpoint() },
            contract: CurrentContract(ServedContract(contract)),
            configuration: MockServerConfiguration(host: host, port: port),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        return await #expect(throws: MockServerError.self) { try await server.run() }
    }

    @Test("says that the port is in use")
    func portInUse() async throws {
        try await MockUnderTest.run { mock async throws in
            let error = try await failure(port: mock.port)
            #expect(error == .portInUse(host: "127.0.0.1", port: mock.port))
            #expect(error.map { "\($0)".contains("--port") } == true)
        }
    }

    @Test(
        "says that the host is not an address of this machine",
        arguments: ["192.0.2.1", "no-such-host.invalid"]
    )
    func noSuchHost(host: String) async throws {
        guard case .noSuchHost(host, _)? = try await failure(host: host, port: 0) else {
            Issue.record("another error")
            return
        }
    }
}
