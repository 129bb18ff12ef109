import Tables

/// An item that is due, with those that go with it.
struct ArchiveGroup {
    /// An item of a table.
    struct Record {
        /// The index of the table's selection.
        var table: Int
        var item: Item
        /// The action that deletes it, provided that it is as it was read.
        var deletion: WriteAction
        var bytes: Int
    }

    /// The day of all its records.
    var day: String
    /// The item that is due.
    var root: Record
    /// The items that refer to it, and those that refer to these: deleted before it, so that none is left without it.
    var others: [Record]

    /// All records.
    var records: [Record] { others + [root] }
}
