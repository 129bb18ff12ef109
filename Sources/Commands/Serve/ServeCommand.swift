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
        abstract: "Runs the mock: the service's actions, played from a fixture.",
        discussion: """
            The front end talks to the mock as to the Lambda: put the URL that is shown into its environment. What \
            is written is kept until the mock ends or is reset. The mock keeps /__understudy/ for itself: sessions, \
            fixtures, snapshots, clock, faults, tables, the journal, the change feed, a page to see them on. \
            A front end or a test gets a world of its own by another URL, http://127.0.0.1:3000/s/NAME/.

            Examples:
              understudy serve
              understudy serve --port 8080 --fixture empty --quiet --seed 1
              understudy serve --upstream https://dev.example.com/ --mock 'chat/*'
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
            "The world to start from: a name, or a file; demo unless given, and nothing where there is no demo.",
            valueName: "name|file"
        )
    )
    var fixture: String?

    @Option(
        help: "Who answers: the reference implementation, the contract's examples and schemas, or what fits."
    )
    var backend = BackendChoice.auto

    @Flag(help: "Plays the contract and fixture files anew when they are changed; sessions stay.")
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
            "Refuses with 400 what is legal but suspicious: what the journal only advises against otherwise."
    )
    var strict = false

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
        let library = try contractOptions.fixtures()
        // Made before anything is loaded, so that what is edited meanwhile is loaded again.
        let changes = try watch ? self.changes(in: library) : nil
        let contract = try contractOptions.load()
        let world = try world(in: library, for: contract)
        let upstream = try upstreamOptions.upstream(for: contract)
        let answering = ContractAnswering(
            reference: Program.current.reference,
            choice: backend,
            seed: sessionArguments.seed,
            isStrict: strict,
            authorizer: try await authorizationArguments.authorizer(),
            upstream: upstream
        )
        let current = CurrentContract(try answering.served(contract))
        let tls = try tlsOptions.chosen(for: host)
        var logger = Logger(label: "understudy", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = verbose ? .debug : .critical
        let welcome = Welcome(
            host: host,
            tls: tls,
            contract: contract,
            fixture: fixture ?? (library.names.contains("demo") ? "demo" : "none"),
            world: world,
            upstream: upstream
        )
        let server = MockServer(
            registry: SessionRegistry(
                world,
                options: try sessionArguments.options(),
                make: answering.sessionFunction
            ),
            contract: current,
            configuration: MockServerConfiguration(
                host: host,
                port: port,
                requestBytes: contract.service.limits.requestBytes,
                certificate: tls?.certificate,
                controlHosts: controlHost
            ),
            fixtures: ServedFixtures(library: library, contract: { current.contract }),
            logger: logger,
            onListening: { port in Terminal.write(welcome.description(port: port)) },
            onRequest: { [quiet] entry in Self.show(entry, quiet: quiet) }
        )
        var services: [any ServiceLifecycle.Service] = [server]
        if let changes {
            services.append(
                WatchService(
                    server: server,
                    current: current,
                    answering: answering,
                    watch: changes,
                    world: { (contract) throws(CommandLineError) in try self.world(in: library, for: contract)
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
            load: ContractOptions.loadPlays
        )
    }

    private static func show(_ entry: JournalEntry, quiet: Bool) {
        let line = RequestLine(entry: entry)
        if !quiet { Terminal.write(line.description) }
        for violation in line.violations { Terminal.writeError(violation) }
    }

    /// The world to start from: that of the fixture, or an empty one where none is asked for and there is no demo.
    ///
    /// - Throws: ``CommandLineError`` with its place in the file where it is broken.
    private func world(
        in library: FixtureLibrary,
        for contract: Contract
    ) throws(CommandLineError) -> SessionSnapshot {
        guard fixture != nil || library.names.contains("demo") else {
            return SessionSnapshot(
                description: "Nothing yet.",
                clock: ReferenceEnvironment.systemTime,
                tables: TableState(contract.tables.map(\.definition))
            )
        }
        let name = fixture ?? "demo"
        let start = try library.load(name, for: contract)
        let world: SessionSnapshot
        do throws(SnapshotError) {
            world = try SessionSnapshot(
                start.json,
                for: contract.tables,
                now: ReferenceEnvironment.systemTime
            )
        } catch {
            throw try library.firstError(in: name, for: contract)
                ?? CommandLineError("fixture \(start.name): \(error.description)")
        }
        // It can be played; that its items do not agree is told who may have edited it by hand.
        if let misfit = try library.misfit(in: name, for: contract) {
            Terminal.writeToError("understudy: played all the same: \(misfit.text)")
        }
        return world
    }
}
