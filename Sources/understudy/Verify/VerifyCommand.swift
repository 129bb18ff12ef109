import ArgumentParser
import Contracts
import HTTPEndpoint
import Reports
import Verifier

/// `understudy verify`: tests an endpoint against the contract.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tests an endpoint against the contract.",
        discussion: """
            Every example, story, broken parameter and oddity of transport is played with ids of its own, and what \
            fails is played again from nothing before it is reported. There is no action that deletes, so what a run \
            writes stays: an endpoint that is not on this machine is only read from, unless --allow-writes is given.

            Exit codes: 0 all held, 1 the contract is broken, 2 could not run or not everything could be judged.

            Examples:
              understudy verify --endpoint http://127.0.0.1:3000/
              understudy verify --endpoint https://test.example.com/ --junit report.xml
              understudy verify --endpoint http://127.0.0.1:3000/ --strict --only send
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(help: ArgumentHelp("The endpoint to test.", valueName: "url"))
    var endpoint: String

    @Option(
        help: ArgumentHelp("Writes the results as JUnit XML.", valueName: "file"),
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(
        help: ArgumentHelp(
            "Only cases whose suite, kind, name or rule matches: a part of it, or a pattern with * and ?.",
            valueName: "pattern"
        )
    )
    var only: [String] = []

    @Flag(help: "Takes broken SHOULDs, and failures that come and go, for failures.")
    var strict = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The seed of everything that is chosen at random.", valueName: "number")
    )
    var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
    var timeout: Double = 30

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long a connection may take.", valueName: "seconds")
    )
    var connectTimeout: Double = 10

    @Option(
        help: ArgumentHelp(
            "A header line to send with every request; its value is never shown.",
            valueName: "name: value"
        )
    )
    var header: [String] = []

    @Flag(help: "Writes to an endpoint that is not on this machine, too.")
    var allowWrites = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How long a read may lag behind a write; 0 on this machine, else 2 unless given.",
            valueName: "seconds"
        )
    )
    var settle: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many cases are played at the same time.", valueName: "number")
    )
    var concurrency = 8

    func validate() throws {
        for (name, seconds) in [("--timeout", timeout), ("--connect-timeout", connectTimeout)]
        where !(seconds > 0 && seconds <= Self.longest) {
            throw ValidationError(
                "\(name) \(seconds) is not over 0 and at most \(Self.longest) seconds; use \(name) 30"
            )
        }
        if let settle, !(0...Self.longest).contains(settle) {
            throw ValidationError(
                "--settle \(settle) is not between 0 and \(Self.longest) seconds; use --settle 2"
            )
        }
        guard (1...256).contains(concurrency) else {
            throw ValidationError(
                "--concurrency \(concurrency) is not between 1 and 256; use --concurrency 8"
            )
        }
        for line in header where HeaderLine(line) == nil {
            throw ValidationError(
                "a --header is not of the form 'Name: value'; use --header 'Authorization: Bearer TOKEN'"
            )
        }
        do throws(CommandLineError) {
            _ = try VerifyTarget(endpoint)
        } catch {
            throw ValidationError(error.text)
        }
    }

    /// The longest time to wait for anything, in seconds.
    private static let longest = 3600.0

    func run() async throws {
        let contract = try contractOptions.loadToPlay()
        let target = try VerifyTarget(endpoint)
        let output = try junit.map(ReportFile.init)
        let httpEndpoint = HTTPEndpoint(target.url, limits: limits)
        let verifier = Verifier(contract: contract, endpoint: httpEndpoint, options: options(for: target))
        let progress = VerifyProgress()
        let summary = await verifier.run { event in await progress.tell(event) }
        await httpEndpoint.shutdown()
        if let output {
            do throws(ReportError) {
                try output.write(try JUnitReport().document(of: await progress.record))
            } catch {
                throw CommandLineError("\(error)")
            }
        }
        guard summary.exitCode == 0 else { throw ExitCode(summary.exitCode) }
    }

    private var limits: HTTPEndpointLimits {
        HTTPEndpointLimits(connectSeconds: connectTimeout, headSeconds: timeout, totalSeconds: timeout)
    }

    private func options(for target: VerifyTarget) -> VerifierOptions {
        VerifierOptions(
            isStrict: strict,
            only: only,
            seed: seed,
            endpointURL: endpoint,
            headers: header.compactMap { HeaderLine($0)?.field },
            allowsWrites: allowWrites || target.isLoopback,
            settle: .seconds(settle ?? (target.isLoopback ? 0 : 2)),
            concurrency: concurrency
        )
    }
}
