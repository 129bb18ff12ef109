import Contracts
import Lambda
import Tables

/// What an action's requests cost in a world, on average.
struct Measurement {
    /// Units of each partition, summed over the requests.
    var partitions: [MeteredStore.Partition: CapacityUsage.Units] = [:]
    /// Units of each table and index, summed over the requests.
    var units: [CapacityUsage.Place: CapacityUsage.Units] = [:]
    var answerBytes = 0.0
    /// How many requests were served.
    var requests = 0.0

    /// How many requests are made of each action.
    private static let samples = 24
    /// How many requests may be refused for each that is served, such as decisions on what is decided.
    private static let attempts = 8

    /// Plays requests of an action, each in a world of its own.
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
        for (place, units) in meter.usage.units { self.units[place, default: .init()].add(units) }
        for (partition, units) in meter.partitions { partitions[partition, default: .init()].add(units) }
    }

    /// What one request costs of a table or index.
    func average(_ place: CapacityUsage.Place) -> CapacityUsage.Units {
        let sum = units[place] ?? CapacityUsage.Units()
        return CapacityUsage.Units(read: sum.read / max(1, requests), write: sum.write / max(1, requests))
    }

    /// The share of what is read and written of a place that falls to a partition.
    func share(of partition: MeteredStore.Partition) -> CapacityUsage.Units {
        let (part, all) = (partitions[partition] ?? .init(), units[partition.place] ?? .init())
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
