import JSON
import Synchronization
import Tables

/// The tables of a world, counting what requests read and write of each table and index, and of which partition.
final class MeteredStore: TableStore {
    /// A partition of a table or an index.
    struct Partition: Hashable {
        let place: CapacityUsage.Place
        let value: KeyValue
    }

    /// What was counted.
    struct Meter {
        var usage = CapacityUsage()
        var partitions: [Partition: CapacityUsage.Units] = [:]

        mutating func read(_ place: CapacityUsage.Place, _ value: KeyValue?, bytes: Int, isConsistent: Bool) {
            var one = CapacityUsage()
            one.countRead(of: place, bytes: bytes, isConsistent: isConsistent)
            add(one, value)
        }

        mutating func add(_ one: CapacityUsage, _ value: KeyValue?) {
            usage.add(one)
            guard let value else { return }
            for (place, units) in one.units {
                let partition = Partition(place: place, value: value)
                partitions[partition, default: CapacityUsage.Units()].read += units.read
                partitions[partition, default: CapacityUsage.Units()].write += units.write
            }
        }
    }

    private let state: Mutex<(tables: TableState, meter: Meter)>

    init(_ tables: TableState) {
        state = Mutex((tables, Meter()))
    }

    var definitions: [TableDefinition] { state.withLock { $0.tables.definitions } }

    /// What was counted so far.
    var meter: Meter { state.withLock { $0.meter } }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try state.withLock { (state) throws(TableStoreError) in
            let (item, bytes) = try state.tables.sizedItem(for: key, in: table)
            let place = CapacityUsage.Place(table)
            state.meter.read(place, key.partition, bytes: bytes, isConsistent: true)
            return item
        }
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page {
        try state.withLock { (state) throws(TableStoreError) in
            let page = try state.tables.query(query)
            let place = CapacityUsage.Place(query.table, index: query.index)
            state.meter.read(place, query.partition, bytes: page.bytes, isConsistent: query.index == nil)
            return page
        }
    }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try state.withLock { (state) throws(TableStoreError) in
            let page = try state.tables.scan(scan)
            state.meter.read(CapacityUsage.Place(scan.table), nil, bytes: page.bytes, isConsistent: false)
            return page
        }
    }

    func transact(_ actions: [WriteAction]) async throws(TableStoreError) {
        try state.withLock { (state) throws(TableStoreError) in
            let changes = try state.tables.transact(actions)
            let definitions = state.tables.definitions
            for change in changes {
                guard let definition = definitions.first(where: { $0.name == change.table }) else { continue }
                // Counted beside itself, so that it costs what it costs in a transaction, and halved again.
                let isAlone = changes.count == 1
                var one = CapacityUsage()
                one.countWrites(isAlone ? [change] : [change, change], of: definitions)
                for (place, units) in one.units {
                    let write = isAlone ? units.write : units.write / 2
                    let key = definition.key(of: place)
                    let value = (change.new ?? change.old)?[key.partition.name].flatMap { KeyValue($0) }
                    state.meter.write(place, value, units: write)
                }
            }
        }
    }
}

extension MeteredStore.Meter {
    fileprivate mutating func write(_ place: CapacityUsage.Place, _ value: KeyValue?, units: Double) {
        var one = CapacityUsage()
        one.add(CapacityUsage.Units(write: units), to: place)
        add(one, value)
    }
}

extension TableDefinition {
    /// The key of the table itself or of one of its indexes.
    func key(of place: CapacityUsage.Place) -> KeySchema {
        indexes.first { $0.name == place.index }?.key ?? key
    }
}
