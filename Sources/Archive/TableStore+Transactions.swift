import Tables

extension TableStore {
    /// How many writes one transaction takes, whatever tables they are of: one of a table with unique keys can need two more
    /// actions for each.
    var mostWrites: Int {
        let keys = definitions.map(\.uniqueKeys.count).max() ?? 0
        return TableLimits.transactionActions / (1 + 2 * keys)
    }
}
