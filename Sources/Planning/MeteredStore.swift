import JSON
import Synchronization
import Tables

/// A store that counts the capacity units that requests consume, by table, index and partition.
final class MeteredStore: TableStore {
    /// A partition of a table or an index.
    struct Partition: Hashable {
        let resource: CapacityUsage.Resource
        let value: KeyValue
    }

    /// The counted units.
    struct Meter {
        var usage = CapacityUsage()
        var partitions: [Partition: CapacityUsage.Units] = [:]

        mutating func read(
            _ resource: CapacityUsage.Resource,
            _ value: KeyValue?,
            bytes: Int,
            isConsistent: Bool
        ) {
            var one = CapacityUsage()
            one.countRead(of: resource, bytes: bytes, isConsistent: isConsistent)
            add(one, value)
        }

        mutating func add(_ one: CapacityUsage, _ value: KeyValue?) {
            usage.add(one)
            guard let value else { return }
            for (resource, units) in one.units {
                let partition = Partition(resource: resource, value: value)
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

    /// The units counted so far.
    var meter: Meter { state.withLock { $0.meter } }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try state.withLock { (state) throws(TableStoreError) in
            let (item, bytes) = try state.tables.sizedItem(for: key, in: table)
            let resource = CapacityUsage.Resource(table)
            state.meter.read(resource, key.partition, bytes: bytes, isConsistent: true)
            return item
        }
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page {
        try state.withLock { (state) throws(TableStoreError) in
            let page = try state.tables.query(query)
            let resource = CapacityUsage.Resource(query.table, index: query.index)
            state.meter.read(resource, query.partition, bytes: page.bytes, isConsistent: query.isConsistent)
            return page
        }
    }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try state.withLock { (state) throws(TableStoreError) in
            let page = try state.tables.scan(scan)
            let resource = CapacityUsage.Resource(scan.table, index: scan.index)
            state.meter.read(resource, nil, bytes: page.bytes, isConsistent: scan.isConsistent)
            return page
        }
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try state.withLock { (state) throws(TableStoreError) in
            let changes = try state.tables.transact(actions, token: token, at: MonotonicTime.milliseconds())
            let definitions = state.tables.definitions
            for change in changes {
                guard let definition = definitions.first(where: { $0.name == change.table }) else { continue }
                // Counted separately, so that the partition gets the cost inside a transaction, then halved for a
                // single write.
                let isAlone = changes.count == 1
                var one = CapacityUsage()
                one.countWrites(isAlone ? [change] : [change, change], of: definitions)
                for (resource, units) in one.units {
                    let write = isAlone ? units.write : units.write / 2
                    let key = definition.key(of: resource)
                    let value = (change.new ?? change.old)?[key.partition.name].flatMap { KeyValue($0) }
                    // Each unique value is a partition of its own.
                    let isOwn = resource.table == change.table
                    state.meter.write(resource, isOwn ? value : nil, units: write)
                }
            }
        }
    }
}

extension MeteredStore.Meter {
    fileprivate mutating func write(_ resource: CapacityUsage.Resource, _ value: KeyValue?, units: Double) {
        var one = CapacityUsage()
        one.add(CapacityUsage.Units(write: units), to: resource)
        add(one, value)
    }
}

extension TableDefinition {
    /// Returns the key schema of the table or of one of its indexes.
    func key(of resource: CapacityUsage.Resource) -> KeySchema {
        indexes.first { $0.name == resource.index }?.key ?? key
    }
}
