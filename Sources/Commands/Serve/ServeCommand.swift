import ArgumentParser
import ContractWatch
import Contracts
import Logging
import MockServer
import ServiceLifecycle
import Sessions
import Tables
import UnixSignals

/// `understudy serve`: the mock.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the mock: the service's actions, with a fixture's data.",
        discussion: """
            The front end uses the mock as the Lambda: put the URL that is shown into its environment. Records are \
            kept until the mock ends or is reset; with --store, beyond its end. In DynamoDB they are those of everyone \
            who uses the tables, which 'understudy tables create' makes: there is only the default session then, \
            --table-prefix chooses the set of tables, and the control API does not reach the records. The paths below /__understudy/ are the \
            mock's own: sessions, fixtures, snapshots, clock, faults, tables, the journal, the change feed, and a \
            page that shows them. \
            A front end or a test gets a session of its own by another URL, http://127.0.0.1:3000/s/NAME/.

            Examples:
              understudy serve
              understudy serve --port 8080 --fixture empty --quiet --seed 1
              understudy serve --store sqlite:mock.sqlite
              understudy serve --store dynamodb:http://127.0.0.1:8000 --table-prefix test-
              understudy serve --upstream https://dev.example.com/ --mock 'orders/*'
              understudy serve --auth supabase:super-secret-jwt-token-with-at-least-32-characters-long
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

    @Option(
        help: ArgumentHelp(
            "The initial data: the name or file of a fixture; by default demo, or none if there is no demo.",
            valueName: "name|file"
        )
    )
    var fixture: String?

    @Option(
        help:
            "The implementation: the reference implementation, the contract's examples and schemas, or what fits."
    )
    var backend = BackendChoice.auto

    @Option(
        help: ArgumentHelp(
            "Where the records are kept: in memory, in a file that the next start goes on with, or in DynamoDB.",
            valueName: "memory|sqlite:file|dynamodb[:url]"
        )
    )
    var store = StoreChoice.memory

    @OptionGroup var tablePrefix: TablePrefixOption
    @OptionGroup var retention: RetentionOption

    @Flag(help: "Reloads the contract and fixture files when they change; sessions are kept.")
    var watch = false

    @OptionGroup var upstreamOptions: UpstreamOptions
    @OptionGroup var sessionArguments: SessionArguments
    @OptionGroup var authorizationArguments: AuthorizationArguments
    @OptionGroup var tlsOptions: TLSOptions

    @Option(
        help: ArgumentHelp(
            "A host name besides the local ones that may use the control API.",
            valueName: "name"
        )
    )
    var controlHost: [String] = []

    @Flag(
        help:
            "Refuses requests that are legal but suspicious with 400; otherwise the journal has only advice."
    )
    var strict = false

    @Flag(name: .shortAndLong, help: "Omits the line for each request.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also shows the server's own log.")
    var verbose = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("port \(port) is not between 0 and 65535; use --port 3000")
        }
        if case .dynamoDB = store, let expiry = sessionArguments.expiry {
            throw ValidationError(
                "--expiry \(expiry.rawValue): DynamoDB deletes expired records by itself; leave --expiry out"
            )
        }
    }

    func run() async throws {
        let library = try contractOptions.fixtures()
        // Created before anything is loaded, so that files edited meanwhile are loaded again.
        let changes = try watch ? self.changes(in: library) : nil
        let contract = try contractOptions.load()
        let sharedTables = try await SharedTables(store, tablePrefix, contract)
        let initialState =
            if let sharedTables {
                try await sharedTables.filled(by: fixture, of: library)
            } else {
                try initialState(in: library, for: contract)
            }
        let upstream = try upstreamOptions.upstream(for: contract)
        let answering = ContractAnswering(
            reference: Program.current.reference,
            choice: backend,
            seed: sessionArguments.seed,
            isStrict: strict,
            authorizers: try await authorizationArguments.authorizers(),
            upstream: upstream,
            tables: sharedTables?.store,
            timeToLive: retention.timeToLive
        )
        let current = CurrentContract(try answering.served(contract))
        let tls = try tlsOptions.chosen(for: host)
        var logger = Logger(label: "understudy", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = verbose ? .debug : .critical
        let log = quiet ? nil : LineLog()
        defer { log?.flush() }
        let welcome = Welcome(
            host: host,
            tls: tls,
            contract: contract,
            fixture: fixture ?? (sharedTables == nil && library.names.contains("demo") ? "demo" : "none"),
            initialState: initialState,
            upstream: upstream,
            recordsElsewhere: sharedTables?.place
        )
        let server = MockServer(
            registry: try store.registry(
                initialState,
                options: try sessionArguments.options(isAlone: sharedTables != nil),
                make: answering.sessionFunction
            ),
            contract: current,
            configuration: MockServerConfiguration(
                host: host,
                port: port,
                requestBytes: contract.service.limits.requestBytes,
                certificate: tls?.certificate,
                controlHosts: controlHost,
                recordsElsewhere: sharedTables?.place
            ),
            fixtures: ServedFixtures(library: library, contract: { current.contract }),
            logger: logger,
            onListening: { port in
                Terminal.write(welcome.description(port: port))
                Task.detached { await StartMemory.releaseLater() }
            },
            onRequest: { entry in Self.show(entry, in: log) }
        )
        var services: [any ServiceLifecycle.Service] = [server]
        if let changes {
            services.append(
                WatchService(
                    server: server,
                    current: current,
                    answering: answering,
                    watch: changes,
                    initialState: { (contract) throws(CommandLineError) in
                        guard sharedTables == nil else { return initialState }
                        return try self.initialState(in: library, for: contract)
                    }
                )
            )
        }
        var configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
            await upstream?.shutdown()
        } catch {
            await upstream?.shutdown()
            guard let error = error as? MockServerError else { throw error }
            throw CommandLineError(error.description)
        }
    }

    private func changes(in library: FixtureLibrary) throws(CommandLineError) -> ContractWatch {
        ContractWatch(
            contracts: try contractOptions.folder(),
            fixtures: library.folder,
            load: ContractOptions.loadToRun
        )
    }

    private static func show(_ entry: JournalEntry, in log: LineLog?) {
        let line = RequestLine(entry: entry)
        log?.write(line.description)
        for violation in line.violations { Terminal.writeError(violation) }
    }

    /// Returns the initial data: that of the fixture, or none where none is given and there is no demo.
    ///
    /// - Throws: ``CommandLineError`` with its place in the file where it is invalid.
    private func initialState(
        in library: FixtureLibrary,
        for contract: Contract
    ) throws(CommandLineError) -> SessionSnapshot {
        try library.initialState(
            fixture ?? (library.names.contains("demo") ? "demo" : nil),
            for: contract
        )
    }
}
