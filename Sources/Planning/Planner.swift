public import Contracts
import JSON
public import Lambda
public import Tables

/// Says what a service needs at another size than it has.
///
/// How it works: a fixture is copied many times, twice, in two sizes; requests of each action are played in both, and what
/// they read, write and answer is measured. What grows from one size to the other goes on growing: a list that everybody's
/// records are in costs more the more there are, the list of one user does not. The contract says how often each action is
/// asked for, by how many.
///
/// ```swift
/// let planner = Planner(contract, fixture: tables) { SupportBackend(store: $0) }
/// let plan = try await planner.plan(PlanSize(members: 100_000, pollSeconds: 10))
/// print(plan.monthlyCost, plan.partitions)
/// ```
public struct Planner: Sendable {
    private let contract: Contract
    private let fixture: TableState
    private let make: @Sendable (any TableStore) -> any Endpoint

    /// How many records the small world has, about, and how many times as many the large one.
    private static let smallRecords = 2_000
    private static let factor = 3
    private static let monthSeconds = 730.0 * 3_600

    /// Makes a planner.
    ///
    /// - Parameters:
    ///   - contract: The contract, which says how many use the service.
    ///   - fixture: Records as they usually are: few, but of every kind.
    ///   - make: Makes the function over tables.
    public init(
        _ contract: Contract,
        fixture: TableState,
        make: @escaping @Sendable (any TableStore) -> any Endpoint
    ) {
        self.contract = contract
        self.fixture = fixture
        self.make = make
    }

    /// Plans for a size.
    ///
    /// - Throws: ``PlanError`` where the contract says nothing of the service's load, or the fixture cannot be played.
    /// - Complexity: Some seconds: the large world has some thousand records, whatever the size that is planned for.
    public func plan(_ size: PlanSize) async throws(PlanError) -> Plan {
        guard let load = contract.service.load, let first = load.population.first else { throw .noLoad }
        let names = load.population.map(\.name)
        if let stranger = size.population.keys.sorted().first(where: { !names.contains($0) }) {
            throw .unknownPopulation(stranger, known: names)
        }
        let growth = (size.members ?? size.population[first.name] ?? first.count) / first.count
        guard growth > 0 else { throw .noMembers(of: first.name) }
        let population = load.population.map { kind in
            (
                name: kind.name,
                count: kind.name == first.name
                    ? kind.count * growth : size.population[kind.name] ?? kind.count * growth
            )
        }
        let (small, large) = try worlds()
        var plan = Plan(population: population, actions: [], partitions: [], concurrency: 0, warnings: [])
        var heat: [MeteredStore.Partition: CapacityUsage.Units] = [:]
        for action in contract.actions {
            guard let load = action.load,
                let members = population.first(where: { $0.name == load.by })?.count
            else { continue }
            let trend = Trend(
                small: (Double(small.copies), await Measurement.of(action, contract, in: small.tables, make)),
                large: (Double(large.copies), await Measurement.of(action, contract, in: large.tables, make))
            )
            guard trend.large.measurement.requests > 0 else {
                plan.warnings.append(
                    "\(action.name) is not counted: none of its examples is served in the fixture"
                )
                continue
            }
            let rate = members * load.share * perSecond(action, load, first.name, size)
            let share = share(of: action, at: rate, trend, growth, size)
            if share.answerBytes > Double(contract.service.limits.responseBytes) {
                plan.warnings.append(
                    "\(action.name) answers about \(Int(share.answerBytes / 1e6)) MB at this size, and the platform passes on "
                        + "\(contract.service.limits.responseBytes) bytes; give it pages, and clients that ask for them"
                )
            }
            for (partition, units) in shared(trend, share) {
                heat[partition, default: CapacityUsage.Units()].read += units.read
                heat[partition, default: CapacityUsage.Units()].write += units.write
            }
            plan.actions.append(share)
        }
        plan.actions.sort { ($0.monthlyCost, $1.action) > ($1.monthlyCost, $0.action) }
        plan.partitions = hot(heat)
        plan.concurrency = plan.rate * contract.service.budget.planMilliseconds / 1_000
        return plan
    }

    private func worlds() throws(PlanError) -> (small: CopiedTables, large: CopiedTables) {
        let records = contract.tables.reduce(0) { $0 + ((try? fixture.count(of: $1.name)) ?? 0) }
        guard records > 0 else {
            throw .notServable(reason: "it has no records; use one that has some of every kind, such as demo")
        }
        do throws(TableStoreError) {
            let copies = max(2, Self.smallRecords / records)
            return (
                try CopiedTables(fixture, copies: copies, contracts: contract.tables),
                try CopiedTables(fixture, copies: copies * Self.factor, contracts: contract.tables)
            )
        } catch {
            throw .notServable(reason: error.description)
        }
    }

    private func perSecond(
        _ action: Action,
        _ load: ActionLoad,
        _ first: String,
        _ size: PlanSize
    ) -> Double {
        if let perHour = load.perHour { return perHour / 3_600 }
        let planned = action.poll?.seconds ?? 3_600
        return 1 / (load.by == first ? size.pollSeconds ?? planned : planned)
    }

    /// What an action takes at a size.
    private func share(
        of action: Action,
        at rate: Double,
        _ trend: Trend,
        _ growth: Double,
        _ size: PlanSize
    ) -> Plan.ActionShare {
        var units: [CapacityUsage.Place: CapacityUsage.Units] = [:]
        for place in trend.places {
            units[place] = trend.units(of: place, at: copies(of: place.table, growth))
        }
        let tables = action.tables.reads.isEmpty ? action.tables.writes : action.tables.reads
        let bytes = trend.answerBytes(at: tables.map { copies(of: $0, growth) }.max() ?? 1)
        var share = Plan.ActionShare(
            action: action.name,
            rate: rate,
            units: units,
            answerBytes: bytes,
            monthlyCost: 0
        )
        let price =
            share.total.read * size.readPrice + share.total.write * size.writePrice + size.requestPrice
        share.monthlyCost = rate * Self.monthSeconds * price / 1e6
        return share
    }

    /// How many copies of the fixture a table of that size is.
    private func copies(of table: String, _ growth: Double) -> Double {
        let count = Double((try? fixture.count(of: table)) ?? 0)
        guard count > 0 else { return 1 }
        return (contract.service.load?.records[table] ?? count) * growth / count
    }

    /// What an action takes of the partitions that its requests share, in units a second.
    private func shared(
        _ trend: Trend,
        _ share: Plan.ActionShare
    ) -> [(MeteredStore.Partition, CapacityUsage.Units)] {
        trend.large.measurement.partitions.keys.compactMap { partition in
            guard isShared(partition), let all = share.units[partition.place] else { return nil }
            let part = trend.large.measurement.share(of: partition)
            return (
                partition,
                CapacityUsage.Units(
                    read: all.read * part.read * share.rate,
                    write: all.write * part.write * share.rate
                )
            )
        }
    }

    /// Whether a partition's key is no id: then the records of all stand in a few partitions.
    private func isShared(_ partition: MeteredStore.Partition) -> Bool {
        guard let table = contract.table(named: partition.place.table),
            let item = try? fixture.items(of: table.name).first
        else { return false }
        let name = table.definition.key(of: partition.place).partition.name
        let annotations = AnnotationIndex(of: .object(item), by: table.record)
        return annotations[JSONPointer(tokens: [name])]?.identity == nil
    }

    private func hot(_ heat: [MeteredStore.Partition: CapacityUsage.Units]) -> [Plan.HotPartition] {
        heat.compactMap { partition, units in
            contract.table(named: partition.place.table).map { table in
                Plan.HotPartition(
                    place: partition.place,
                    attribute: table.definition.key(of: partition.place).partition.name,
                    value: "\(partition.value)",
                    units: units
                )
            }
        }
        .sorted { ($0.share, $1.value) > ($1.share, $0.value) }
    }
}
