public import JSON

/// An error of a store; the tables are unchanged.
public enum TableStoreError: Error, Sendable, Hashable {
    /// No table has that name.
    case unknownTable(String, known: [String])
    /// The table has no index of that name.
    case unknownIndex(String, table: String, known: [String])
    /// A key attribute, of the table or of an index, is invalid.
    case invalidKey(table: String, attribute: String, reason: String)
    /// A number has more than 38 digits or a magnitude that a table cannot hold.
    case invalidNumber(JSONNumber)
    /// The item would be larger than 400 KB.
    case itemTooLarge(table: String, bytes: Int)
    /// The item would be nested deeper than 32 levels.
    case tooDeep(table: String, attribute: String)
    /// An update is invalid: it changes a key attribute, or adds a number to a value of another type.
    case invalidChange(table: String, attribute: String, reason: String)
    /// Conditions failed: all of them, in the order of their actions.
    case conditionFailed([FailedCondition])
    /// An action would give a second item the values of a unique key of its table.
    case notUnique(action: Int, table: String, attributes: [String])
    /// A transaction with no actions or more than 100.
    case transactionCount(Int)
    /// A transaction larger than 4 MB.
    case transactionTooLarge(bytes: Int)
    /// Two actions of a transaction name the same item; `action` is the index of the second one.
    case transactionRepeatsItem(action: Int)
    /// An idempotency token that is empty or longer than 36 characters.
    case invalidToken(String)
    /// An idempotency token under which other actions were applied within ten minutes.
    case tokenReused(String)
    /// A batch or transaction of reads with no keys or more than 100.
    case readCount(Int)
    /// Two reads of a batch or transaction name the same item; `read` is the index of the second one.
    case readRepeatsItem(read: Int)
    /// A transaction of reads that finds more than 4 MB.
    case readTooLarge(bytes: Int)
    /// A consistent read of an index.
    case consistentIndexRead(String, table: String)
    /// A page key that does not belong to this query.
    case invalidPageKey(reason: String)
    /// A limit below 1.
    case invalidLimit(Int)
    /// A concurrent write touched the same items; a retry can succeed.
    case conflict
    /// The database behind the store cannot be reached or fails.
    case unavailable(reason: String)
}

extension TableStoreError: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .unknownTable(let name, let known):
            "there is no table '\(name)'; use one of \(known.joined(separator: ", "))"
        case .unknownIndex(let name, let table, let known):
            known.isEmpty
                ? "\(table) has no index '\(name)' nor any other index; query the table itself"
                : "\(table) has no index '\(name)'; use one of \(known.joined(separator: ", "))"
        case .invalidKey(let table, let attribute, let reason):
            "\(table): the key attribute '\(attribute)' \(reason); give a value that fits the table's definition"
        case .invalidNumber(let number):
            "a table cannot hold the number \(number.text.prefix(60)); use at most 38 digits between 1e-130 and 9.99e125"
        case .itemTooLarge(let table, let bytes):
            "\(table): the item has \(bytes) bytes; make it at most \(TableLimits.itemBytes)"
        case .tooDeep(let table, let attribute):
            "\(table): '\(attribute)' is nested deeper than \(TableLimits.depth) levels; flatten it"
        case .invalidChange(let table, let attribute, let reason):
            "\(table): '\(attribute)' \(reason); change another attribute or put the whole item"
        case .conditionFailed(let conditions):
            conditions.map(\.description).joined(separator: ", ") + "; read again and retry"
        case .notUnique(let action, let table, let attributes):
            "\(table): another item has the \(attributes.joined(separator: " and ")) of action \(action); "
                + "give other values"
        case .transactionCount(let count):
            "a transaction of \(count) actions; give 1 to \(TableLimits.transactionActions)"
        case .transactionTooLarge(let bytes):
            "a transaction of \(bytes) bytes; make it at most \(TableLimits.transactionBytes)"
        case .transactionRepeatsItem(let action):
            "action \(action) names an item that an earlier action of the transaction names; merge the two"
        case .invalidToken(let token):
            "an idempotency token of \(token.utf16.count) characters; give 1 to \(TableLimits.tokenCharacters)"
        case .tokenReused(let token):
            "other actions were written under the idempotency token '\(token)'; give each transaction its own"
        case .readCount(let count):
            "a read of \(count) items at once; give 1 to \(TableLimits.batchItems) keys"
        case .readRepeatsItem(let read):
            "read \(read) names an item that an earlier one names; name each item once"
        case .readTooLarge(let bytes):
            "the items read at once have \(bytes) bytes, more than \(TableLimits.transactionBytes); read fewer"
        case .consistentIndexRead(let index, let table):
            "the index '\(index)' of \(table) cannot be read consistently; read the table, or leave it out"
        case .invalidPageKey(let reason):
            "the page key cannot be used: \(reason); pass the one from this query's previous page"
        case .invalidLimit(let limit):
            "a limit of \(limit); give at least 1"
        case .conflict:
            "a concurrent write touched the same items; try again"
        case .unavailable(let reason):
            "the tables cannot be used: \(reason)"
        }
    }
}
