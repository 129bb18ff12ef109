import Contracts
import Lambda
import Tables

/// The average cost of an action's requests on tables of one size.
struct Measurement {
    /// The units by partition, summed over the requests.
    var partitions: [MeteredStore.Partition: CapacityUsage.Units] = [:]
    /// The units by table and index, summed over the requests.
    var units: [CapacityUsage.Resource: CapacityUsage.Units] = [:]
    var answerBytes = 0.0
    /// The number of successful requests.
    var requests = 0.0

    /// The number of requests measured for each action.
    private static let samples = 24
    /// The maximum number of attempts for each successful request: some are refused, such as a payment of a paid
    /// order.
    private static let attempts = 8

    /// Runs requests of an action, each on its own copy of the tables.
    static func of(
        _ action: Action,
        _ contract: Contract,
        in tables: TableState,
        _ make: (any TableStore) -> any Endpoint
    ) async -> Measurement {
        let sampler = ActionSampler(action, of: contract, over: tables)
        var measured = Measurement()
        for number in 0..<samples * attempts where measured.requests < Double(samples) {
            guard let request = sampler.request(number) else { break }
            let store = MeteredStore(tables)
            guard let answer = try? await make(store).send(request), (200..<300).contains(answer.status)
            else {
                continue
            }
            measured.add(store.meter, answer)
        }
        return measured
    }

    private mutating func add(_ meter: MeteredStore.Meter, _ answer: LambdaResponse) {
        requests += 1
        answerBytes += Double(answer.body.count)
        for (resource, units) in meter.usage.units { self.units[resource, default: .init()].add(units) }
        for (partition, units) in meter.partitions { partitions[partition, default: .init()].add(units) }
    }

    /// Returns the average cost of one request for a table or index.
    func average(_ resource: CapacityUsage.Resource) -> CapacityUsage.Units {
        let sum = units[resource] ?? CapacityUsage.Units()
        return CapacityUsage.Units(read: sum.read / max(1, requests), write: sum.write / max(1, requests))
    }

    /// Returns the share of a table's or index's units that a partition consumes.
    func share(of partition: MeteredStore.Partition) -> CapacityUsage.Units {
        let (part, all) = (partitions[partition] ?? .init(), units[partition.resource] ?? .init())
        return CapacityUsage.Units(
            read: all.read > 0 ? part.read / all.read : 0,
            write: all.write > 0 ? part.write / all.write : 0
        )
    }
}

extension CapacityUsage.Units {
    fileprivate mutating func add(_ other: CapacityUsage.Units) {
        read += other.read
        write += other.write
    }
}
