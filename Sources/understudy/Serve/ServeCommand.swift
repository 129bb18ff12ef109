import ArgumentParser
import Contracts
import Gate
import JSON
import Logging
import MockServer
import ServiceLifecycle
import UnixSignals

/// `understudy serve`: the mock.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the mock: the service's actions, played from a fixture.",
        discussion: """
            The front end talks to the mock as to the Lambda: put the URL that is shown into its environment. What \
            is written is kept until the mock ends or is reset. The mock keeps /__understudy/ for itself: GET \
            health, POST reset, PUT fixture (?name=NAME), GET state, GET journal (?limit=20), DELETE journal.

            Examples:
              understudy serve
              understudy serve --port 8080 --fixture empty --quiet
              curl -X POST http://127.0.0.1:3000/__understudy/reset
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The port to listen on; 0 takes any free one.", valueName: "port")
    )
    var port = 3000

    @Option(help: ArgumentHelp("The address to listen on; 0.0.0.0 for every network.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The world to start from: a name, or a file.", valueName: "name|file"))
    var fixture = "demo"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Makes the same ids in every run of the same requests.", valueName: "number")
    )
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "A host name besides the local ones that may use the control API.",
            valueName: "name"
        )
    )
    var controlHost: [String] = []

    @Flag(name: .shortAndLong, help: "Shows no line for each request.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Shows what the server itself has to say, too.")
    var verbose = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("port \(port) is not between 0 and 65535; use --port 3000")
        }
    }

    func run() async throws {
        let contract = try contractOptions.load()
        let library = try contractOptions.fixtures()
        let start = try library.load(fixture, for: contract)
        let endpoint: ReferenceEndpoint
        do throws(CommandLineError) {
            endpoint = try ReferenceEndpoint(contract: contract, fixture: start, seed: seed)
        } catch {
            throw try library.firstError(in: fixture, for: contract) ?? error
        }
        var logger = Logger(label: "understudy", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = verbose ? .debug : .critical
        let server = MockServer(
            gate: Gate(contract: contract, endpoint: endpoint),
            contract: contract,
            state: endpoint,
            configuration: MockServerConfiguration(
                host: host,
                port: port,
                requestBytes: contract.service.limits.requestBytes,
                controlHosts: controlHost,
                fixture: { (name) throws(StateError) in try Self.fixture(name, in: library, for: contract) }
            ),
            logger: logger,
            onListening: { port in welcome(port: port, contract: contract, fixture: start) },
            onRequest: { [quiet] entry in Self.show(entry, quiet: quiet) }
        )
        var configuration = ServiceGroupConfiguration(
            services: [server],
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as MockServerError {
            throw CommandLineError(error.description)
        }
    }

    private func welcome(port: Int, contract: Contract, fixture: Fixture) {
        let isEveryNetwork = host == "0.0.0.0" || host == "::"
        let name = isEveryNetwork ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        let url = "http://\(name):\(port)/"
        let counts = fixture.tables.map { "\($0.items.count) \($0.name)" }.joined(separator: ", ")
        Terminal.write(
            """
            understudy \(Understudy.version) stands in for \(contract.service.name): \(contract.actions.count) actions
              front end  NEXT_PUBLIC_LAMBDA_URL=\(url)
              fixture    \(fixture.name) (\(counts.isEmpty ? "empty" : counts))
              control    \(url)__understudy/ (health, reset, fixture, state, journal)
            """
        )
    }

    private static func show(_ entry: JournalEntry, quiet: Bool) {
        let line = RequestLine(entry: entry)
        if !quiet { Terminal.write(line.description) }
        for violation in line.violations { Terminal.writeError(violation) }
    }

    private static func fixture(
        _ name: String,
        in library: FixtureLibrary,
        for contract: Contract
    ) throws(StateError) -> JSONValue {
        guard !name.contains("/"), !name.hasSuffix(".json") else {
            throw StateError(
                "'\(name)' is not a fixture's name; use one such as demo, or send the fixture itself"
            )
        }
        do throws(CommandLineError) {
            return try library.load(name, for: contract).json
        } catch {
            throw StateError(error.text)
        }
    }
}
