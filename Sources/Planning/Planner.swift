public import Contracts
import JSON
public import Lambda
public import Tables

/// Predicts the capacity and cost of a service at another size.
///
/// The fixture is multiplied to two sizes, requests of each action are run at both, and their reads, writes and
/// answers are measured. Costs that grow from the smaller to the larger size are extrapolated linearly: a list that
/// contains everybody's records costs more the more records there are; the list of one user does not. The contract
/// declares how often each action is requested, and by which population.
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

    /// The approximate number of records of the smaller size; the larger size is a multiple of it.
    private static let smallRecords = 2_000
    private static let factor = 3
    private static let monthSeconds = 730.0 * 3_600

    /// Creates a planner.
    ///
    /// - Parameters:
    ///   - contract: The contract, which says how many use the service.
    ///   - fixture: Typical records: few, but of every kind.
    ///   - make: Creates the function under plan over a store.
    public init(
        _ contract: Contract,
        fixture: TableState,
        make: @escaping @Sendable (any TableStore) -> any Endpoint
    ) {
        self.contract = contract
        self.fixture = fixture
        self.make = make
    }

    /// Creates a plan for a size.
    ///
    /// - Throws: ``PlanError`` when the contract declares no load, or the actions cannot be run on the fixture.
    /// - Complexity: Some seconds: the larger size has some thousand records, whatever the size that is planned for.
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
        let (small, large) = try multipliedTables()
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
                    "\(action.name) is not counted: none of its examples succeeds on the fixture"
                )
                continue
            }
            let rate = members * load.share * perSecond(action, load, first.name, size)
            let share = share(of: action, at: rate, trend, growth, size)
            if share.answerBytes > Double(contract.service.limits.responseBytes) {
                plan.warnings.append(
                    "\(action.name) answers about \(Int(share.answerBytes / 1e6)) MB at this size, and the platform's limit is "
                        + "\(contract.service.limits.responseBytes) bytes; add paging to it and to its clients"
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

    private func multipliedTables() throws(PlanError) -> (small: CopiedTables, large: CopiedTables) {
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

    /// Returns the share of an action at a size.
    private func share(
        of action: Action,
        at rate: Double,
        _ trend: Trend,
        _ growth: Double,
        _ size: PlanSize
    ) -> Plan.ActionShare {
        var units: [CapacityUsage.Resource: CapacityUsage.Units] = [:]
        for resource in trend.resources {
            units[resource] = trend.units(of: resource, at: copies(of: resource.table, growth))
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

    /// Returns the number of copies of the fixture that a table of that size corresponds to.
    private func copies(of table: String, _ growth: Double) -> Double {
        let count = Double((try? fixture.count(of: table)) ?? 0)
        guard count > 0 else { return 1 }
        return (contract.service.load?.records[table] ?? count) * growth / count
    }

    /// Returns the load of an action on shared partitions, in units per second.
    private func shared(
        _ trend: Trend,
        _ share: Plan.ActionShare
    ) -> [(MeteredStore.Partition, CapacityUsage.Units)] {
        trend.large.measurement.partitions.keys.compactMap { partition in
            guard isShared(partition), let all = share.units[partition.resource] else { return nil }
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

    /// Whether the partition key is not an id, so that the records of all users are in a few partitions.
    private func isShared(_ partition: MeteredStore.Partition) -> Bool {
        guard let table = contract.table(named: partition.resource.table),
            let item = try? fixture.items(of: table.name).first
        else { return false }
        let name = table.definition.key(of: partition.resource).partition.name
        let annotations = AnnotationIndex(of: .object(item), by: table.record)
        return annotations[JSONPointer(tokens: [name])]?.identity == nil
    }

    private func hot(_ heat: [MeteredStore.Partition: CapacityUsage.Units]) -> [Plan.HotPartition] {
        heat.compactMap { partition, units in
            contract.table(named: partition.resource.table).map { table in
                Plan.HotPartition(
                    resource: partition.resource,
                    attribute: table.definition.key(of: partition.resource).partition.name,
                    value: "\(partition.value)",
                    units: units
                )
            }
        }
        .sorted { ($0.share, $1.value) > ($1.share, $0.value) }
    }
}
