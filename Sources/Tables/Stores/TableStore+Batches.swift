public import JSON

extension TableStore {
    /// Returns up to 100 items, `nil` for each that does not exist, one after the other.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/items(_:)``.
    public func items(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?] {
        try addresses.validate()
        var items: [Item?] = []
        items.reserveCapacity(addresses.count)
        for address in addresses { items.append(try await item(for: address.key, in: address.table)) }
        return items
    }

    /// Returns up to 100 items as of one moment, by a view of the tables.
    ///
    /// A store without snapshots needs a way of its own.
    /// - Throws: ``TableStoreError``, see ``TableStore/transactionalItems(_:)``.
    public func transactionalItems(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?] {
        let found = try await view().items(addresses)
        var bytes = 0
        for (item, address) in zip(found, addresses) {
            if let item { bytes += try ItemSize.measure(item, in: address.table) }
        }
        guard bytes <= TableLimits.transactionBytes else { throw .readTooLarge(bytes: bytes) }
        return found
    }
}

extension ItemSource {
    /// Returns up to 100 items of 4 MB at most, `nil` for each that does not exist.
    ///
    /// - Parameter addresses: The places of the items, each once.
    /// - Returns: The items, in the order of their addresses.
    /// - Throws: ``TableStoreError``, see ``TableStore/transactionalItems(_:)``.
    public func items(_ addresses: [ItemAddress]) throws(TableStoreError) -> [Item?] {
        try addresses.validate()
        var items: [Item?] = []
        items.reserveCapacity(addresses.count)
        var total = 0
        for address in addresses {
            let (item, bytes) = try sizedItem(for: address.key, in: address.table)
            items.append(item)
            total += bytes
        }
        guard total <= TableLimits.transactionBytes else { throw .readTooLarge(bytes: total) }
        return items
    }
}

extension [ItemAddress] {
    /// Refuses none, more than 100, and repeated ones.
    ///
    /// - Throws: ``TableStoreError/readCount(_:)`` or ``TableStoreError/readRepeatsItem(read:)``.
    /// - Complexity: O(*n*) in the number of addresses.
    public func validate() throws(TableStoreError) {
        guard (1...TableLimits.batchItems).contains(count) else { throw .readCount(count) }
        var seen: Set<ItemAddress> = []
        for (offset, address) in enumerated() where !seen.insert(address).inserted {
            throw .readRepeatsItem(read: offset)
        }
    }
}
