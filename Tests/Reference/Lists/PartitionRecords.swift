import JSON
import Tables

/// The records of one partition, newest first, with a read position.
struct PartitionRecords {
    let partition: String
    private(set) var items: [Item] = []
    var position = 0
    private var pages: [Page] = []

    init(partition: String) {
        self.partition = partition
    }

    /// The next record, if there is one.
    var head: Item? {
        position < items.count ? items[position] : nil
    }

    /// The tie-breaker of the next record among equal sort keys; 0 in stores without tie-breakers.
    var tie: UInt64 {
        pageKey(after: position)?.tie ?? 0
    }

    /// The page key after the last record returned; `nil` when none was.
    var lastKey: PageKey? {
        pageKey(after: position - 1)
    }

    /// Appends a page of further records.
    mutating func append(_ page: Page) {
        items += page.items
        pages.append(page)
    }

    private func pageKey(after index: Int) -> PageKey? {
        var index = index
        for page in pages {
            if index < page.items.count { return page.key(after: index) }
            index -= page.items.count
        }
        return nil
    }
}
