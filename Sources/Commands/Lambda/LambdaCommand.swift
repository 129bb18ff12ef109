import ArgumentParser
import Contracts
import Foundation
import Lambda
import LambdaRuntime
import Logging
import ServiceLifecycle
import Sessions
import Tables
import UnixSignals

/// `understudy lambda`: the service as a Lambda function.
struct LambdaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lambda",
        abstract: "Runs the service as a Lambda function: a custom runtime, as its bootstrap.",
        discussion: """
            It answers the events of a Function URL and of API Gateway (payload formats 1.0 and 2.0) as 'serve' answers \
            requests, without sessions, faults and the control API. The program runs it by itself where it is named \
            bootstrap and has no arguments; then variables such as UNDERSTUDY_STORE set its options. \
            Scripts/package-lambda makes the archive.

            With --store memory, records last as long as an instance of the function, which nobody but the platform \
            decides, and each instance has records of its own: for a try, not for a service. With --store dynamodb, \
            all instances use the tables of the region, which 'understudy tables create' or the template makes; \
            --fixture then needs the permission to scan them. \
            Log lines are JSON objects, with the id of the invocation.

            Examples:
              understudy lambda --contracts Contracts --store memory --fixture demo
              understudy lambda --contracts Contracts --store dynamodb --table-prefix test-
              UNDERSTUDY_STORE=sqlite:/mnt/records/service.sqlite ./bootstrap
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(
        help: ArgumentHelp(
            "The initial data: the name or file of a fixture; none by default.",
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
            "Where the records are kept: in memory, until the instance ends, in a file, or in DynamoDB's tables.",
            valueName: "memory|sqlite:file|dynamodb[:url]"
        )
    )
    var store = StoreChoice.memory

    @OptionGroup var tablePrefix: TablePrefixOption
    @OptionGroup var retention: RetentionOption
    @OptionGroup var authorizationArguments: AuthorizationArguments

    @Flag(help: "Refuses requests that are legal but suspicious with 400.")
    var strict = false

    @Option(help: "The lowest level of lines in the log.")
    var logLevel = LogLevel.info

    func run() async throws {
        let began = ContinuousClock.now
        var logger = Logger(
            label: "understudy",
            factory: { _ in JSONLogHandler { Terminal.write($0) } }
        )
        logger.logLevel = logLevel.level
        let runtime: LambdaRuntime
        do throws(LambdaRuntimeError) {
            runtime = try makeRuntime(logger, since: began)
        } catch {
            throw CommandLineError(error.description)
        }
        let configuration = ServiceGroupConfiguration(
            services: [runtime],
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: logger
        )
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as LambdaRuntimeError {
            throw CommandLineError(error.description)
        }
    }

    private func makeRuntime(
        _ logger: Logger,
        since began: ContinuousClock.Instant
    ) throws(LambdaRuntimeError) -> LambdaRuntime {
        LambdaRuntime(
            address: try LambdaRuntime.address(in: ProcessInfo.processInfo.environment),
            logger: logger,
            start: {
                let function = try await makeFunction(logger)
                let seconds = (ContinuousClock.now - began) / .seconds(1)
                logger.info(
                    "\(function.service) is ready",
                    metadata: [
                        "version": "\(UnderstudyCommand.version)",
                        "store": "\(store.defaultValueDescription)",
                        "initSeconds": .stringConvertible((seconds * 1_000).rounded() / 1_000),
                    ]
                )
                if case .memory = store {
                    logger.warning("records are kept in memory: they end with this instance of the function")
                }
                return function
            }
        )
    }

    /// Loads the contract and makes its function.
    ///
    /// - Throws: ``CommandLineError`` when the contract, the fixture or the store cannot be used.
    private func makeFunction(_ logger: Logger) async throws(CommandLineError) -> LambdaFunction {
        let contract = try contractOptions.load()
        let tables = try await SharedTables(store, tablePrefix, contract, isTried: false)
        let fixtures = try contractOptions.fixtures()
        let initial =
            if let tables {
                try await tables.filled(by: fixture, of: fixtures)
            } else {
                try fixtures.initialState(fixture, for: contract)
            }
        let answering = ContractAnswering(
            reference: Program.current.reference,
            choice: backend,
            seed: nil,
            isStrict: strict,
            authorizers: try await authorizationArguments.authorizers(),
            upstream: nil,
            tables: tables?.store,
            timeToLive: retention.timeToLive
        )
        let registry = try store.registry(
            initial,
            options: SessionOptions(
                limit: 1,
                journalEntries: 0,
                feedEntries: 1,
                snapshots: 1,
                streamBytes: 0
            ),
            make: answering.sessionFunction
        )
        let session: Session
        do throws(SessionError) {
            session = try registry.session(.standard)
        } catch {
            throw CommandLineError(error.description)
        }
        let current = CurrentContract(try answering.served(contract))
        return LambdaFunction(
            pipeline: SessionPipeline(registry, contract: current),
            session: session,
            logger: logger,
            service: contract.service.name,
            write: { Terminal.write($0) }
        )
    }
}
