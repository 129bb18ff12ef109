import ArgumentParser
import Contracts
import Planning
import Sessions

/// `understudy plan`: the resources that the service needs at another size.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Calculates what the service needs at another size: capacity, hot partitions, cost.",
        discussion: """
            Requests of every action are run on the reference implementation, on copies of a fixture, and what they \
            read and write is counted in DynamoDB's capacity units. The rate of each action's requests, and the \
            number of members who send them, are in the contract under "load".

            Examples:
              understudy plan
              understudy plan --users 100000 --poll 10s
              understudy plan --users 100000 --population staff=50 --json plan.json
            """
    )

    @OptionGroup var contractOptions: ContractOptions

    @Option(
        help: ArgumentHelp(
            "The number of users: members of the first kind of the contract's population.",
            valueName: "number"
        )
    )
    var users: Double?

    @Option(
        help: ArgumentHelp(
            "The number of members of another kind; by default it grows with the users.",
            valueName: "kind=number"
        )
    )
    var population: [PopulationArgument] = []

    @Option(help: ArgumentHelp("The polling interval of a user's page: 10s, 500ms, 2m.", valueName: "time"))
    var poll: IntervalArgument?

    @Option(
        help: ArgumentHelp("A fixture with typical records, a name or a file.", valueName: "name|file")
    )
    var fixture = "demo"

    @Option(
        help: ArgumentHelp("Writes the plan as JSON.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var json: String?

    func validate() throws {
        if let users, !(users > 0 && users <= 1e12) {
            throw ValidationError("--users \(users) is not above 0 and at most 1e12; use --users 100000")
        }
    }

    func run() async throws {
        let contract = try contractOptions.load()
        let implementation = try Implementation(Program.current.reference, of: contract)
        guard !implementation.actions.isEmpty else {
            throw CommandLineError(
                "no action of the contract has a behaviour, and this program has no reference implementation whose requests "
                    + "could be measured; add \"behaviour\" to the actions"
            )
        }
        let file = try json.map { (path) throws(CommandLineError) in try OutputFile(path) }
        let fixture = try contractOptions.fixtures().load(fixture, for: contract)
        let plan: Plan
        do {
            let snapshot = try SessionSnapshot(
                fixture.json,
                for: contract.tables,
                now: ReferenceEnvironment.systemTime
            )
            let planner = Planner(contract, fixture: snapshot.tables) { store in
                implementation.makeEndpoint(ReferenceEnvironment(store: store))
            }
            plan = try await planner.plan(
                PlanSize(
                    members: users,
                    population: Dictionary(
                        population.map { ($0.kind, $0.count) },
                        uniquingKeysWith: { _, last in last }
                    ),
                    pollSeconds: poll?.seconds
                )
            )
        } catch let error as SnapshotError {
            throw CommandLineError("fixture \(fixture.name): \(error.description)")
        } catch let error as PlanError {
            throw CommandLineError(error.description)
        }
        do {
            try file?.write(Array(PlanJSON(plan).text.utf8))
        } catch {
            throw CommandLineError("\(error)")
        }
        Terminal.write(PlanText(plan, service: contract.service).description)
    }
}

/// A kind of members and their number: `staff=50`.
struct PopulationArgument: ExpressibleByArgument {
    let kind: String
    let count: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let count = Double(parts[1]), count >= 0, count.isFinite else { return nil }
        kind = String(parts[0])
        self.count = count
    }
}

/// A duration with its unit: `10s`, `500ms`, `2m`; seconds without one.
struct IntervalArgument: ExpressibleByArgument {
    let seconds: Double

    init?(argument: String) {
        let units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600), ("", 1)]
        guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
            let number = Double(argument.dropLast(unit.count)), number > 0, number.isFinite
        else { return nil }
        seconds = number * factor
    }
}
