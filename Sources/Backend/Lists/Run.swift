import JSON
import Tables

/// The records of one partition, newest first, and how many of them have been given.
struct Run {
    let partition: String
    private(set) var items: [Item] = []
    var position = 0
    private var pages: [Page] = []

    init(partition: String) {
        self.partition = partition
    }

    /// The next record to give.
    var head: Item? {
        position < items.count ? items[position] : nil
    }

    /// What tells the next record apart from others of equal sort key; 0 in stores that have no such thing.
    var tie: UInt64 {
        pageKey(after: position)?.tie ?? 0
    }

    /// Where the partition goes on behind the last record given; `nil` when none was.
    var place: PageKey? {
        pageKey(after: position - 1)
    }

    /// Adds what follows.
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
