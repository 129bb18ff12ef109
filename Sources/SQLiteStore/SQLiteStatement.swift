/// The statements of the store.
///
/// They stand in one place, so that a test can hold each to its query plan: none reads more than it has to.
public enum SQLiteStatement: String, Sendable, CaseIterable {
    /// Finds an item by its encoded key.
    case findItem = "SELECT id, size, sequence, body FROM item WHERE collection = ? AND key = ?"
    /// Reads a range of a table, smallest key first.
    case readItems = """
        SELECT id, size, sequence, body FROM item WHERE collection = ? AND key >= ? AND key < ? ORDER BY key
        """
    /// Reads a range of a table, largest key first.
    case readItemsBackwards = """
        SELECT id, size, sequence, body FROM item WHERE collection = ? AND key >= ? AND key < ? ORDER BY key DESC
        """
    /// Reads a range of an index, smallest key first.
    case readIndex = """
        SELECT item.id, size, sequence, body FROM entry JOIN item ON item.id = entry.item
        WHERE entry.ordering = ? AND entry.key >= ? AND entry.key < ? ORDER BY entry.key
        """
    /// Reads a range of an index, largest key first.
    case readIndexBackwards = """
        SELECT item.id, size, sequence, body FROM entry JOIN item ON item.id = entry.item
        WHERE entry.ordering = ? AND entry.key >= ? AND entry.key < ? ORDER BY entry.key DESC
        """
    /// Reads the items of a table in the order in which they were inserted, which has no index: only dumps need it.
    case readItemsByInsertion = """
        SELECT id, size, sequence, body FROM item WHERE collection = ? AND sequence > ? ORDER BY sequence
        """
    /// Counts the items of a table.
    case countItems = "SELECT COUNT(*) FROM item WHERE collection = ?"
    /// Adds an item.
    case insertItem = "INSERT INTO item (collection, key, size, sequence, body) VALUES (?, ?, ?, ?, ?)"
    /// Replaces an item.
    case updateItem = "UPDATE item SET size = ?, body = ? WHERE collection = ? AND key = ? RETURNING id"
    /// Deletes an item.
    case deleteItem = "DELETE FROM item WHERE collection = ? AND key = ?"
    /// Deletes some items of a table.
    case deleteSomeItems = """
        DELETE FROM item WHERE id IN (SELECT id FROM item WHERE collection = ? ORDER BY key LIMIT ?)
        """
    /// Adds an item to an index.
    case insertEntry = "INSERT INTO entry (ordering, key, item) VALUES (?, ?, ?)"
    /// Removes an item from an index.
    case deleteEntry = "DELETE FROM entry WHERE ordering = ? AND key = ?"
    /// Removes all items from an index.
    case deleteEntries = "DELETE FROM entry WHERE ordering = ?"
    /// Removes some items from an index.
    case deleteSomeEntries = """
        DELETE FROM entry WHERE ordering = ?
        AND key IN (SELECT key FROM entry WHERE ordering = ? ORDER BY key LIMIT ?)
        """
    /// Finds the tables of a space.
    case findCollections = "SELECT id, name, definition, dropped FROM collection WHERE space = ?"
    /// Finds the tables of the spaces whose names are in a range.
    case findRetired = "SELECT id FROM collection WHERE space >= ? AND space < ?"
    /// Moves the tables of a space to another one.
    case retireCollections = "UPDATE collection SET space = ? WHERE space = ?"
    /// Adds a table.
    case insertCollection = "INSERT INTO collection (space, name, definition) VALUES (?, ?, ?)"
    /// Replaces the definition of a table.
    case updateCollection = "UPDATE collection SET definition = ? WHERE id = ?"
    /// Finds the indexes of a table.
    case findOrderings = "SELECT id, name FROM ordering WHERE collection = ?"
    /// Adds an index.
    case insertOrdering = "INSERT INTO ordering (collection, name) VALUES (?, ?)"
    /// Removes an index.
    case deleteOrdering = "DELETE FROM ordering WHERE id = ?"
    /// Finds what was written under an idempotency token.
    case findToken = "SELECT time, actions FROM token WHERE space = ? AND text = ?"
    /// Notes what was written under an idempotency token.
    case insertToken = "INSERT OR REPLACE INTO token (space, text, time, actions) VALUES (?, ?, ?, ?)"
    /// Forgets expired tokens.
    case deleteTokens = "DELETE FROM token WHERE time <= ?"
    /// Finds all spaces.
    case findSpaces = "SELECT name FROM space ORDER BY name"
    /// Finds a space's next insertion number and what else is kept of it.
    case findSpace = "SELECT next, clock, draws, description, changes FROM space WHERE name = ?"
    /// Adds a space, unless it is there.
    case insertSpace = "INSERT OR IGNORE INTO space (name) VALUES (?)"
    /// Stores the next insertion number of a space.
    case updateSequence = "UPDATE space SET next = ? WHERE name = ?"
    /// Stores what else is kept of a space.
    case updateSpace = "UPDATE space SET clock = ?, draws = ? WHERE name = ?"
    /// Sets the time of a space forward.
    case advanceClock = "UPDATE space SET clock = MAX(clock, ?) WHERE name = ?"
    /// Stores the description of a space.
    case describeSpace = "UPDATE space SET description = ? WHERE name = ?"
    /// Stores the number of the newest change of a space.
    case updateChanges = "UPDATE space SET changes = ? WHERE name = ?"
    /// Adds a record to a table's change stream.
    case insertChange = "INSERT INTO change (collection, sequence, time, body) VALUES (?, ?, ?, ?)"
    /// Reads a table's change stream after a number.
    case readChanges = """
        SELECT sequence, time, body FROM change WHERE collection = ? AND sequence > ? ORDER BY sequence LIMIT ?
        """
    /// Finds the newest record of a table's change stream that is too old.
    case findOldChange = """
        SELECT sequence FROM change WHERE collection = ? AND time < ? ORDER BY time DESC, sequence DESC LIMIT 1
        """
    /// Drops the records of a table's change stream up to a number.
    case deleteChanges = "DELETE FROM change WHERE collection = ? AND sequence <= ?"
    /// Finds the number up to which a table's records were dropped.
    case findDropped = "SELECT dropped FROM collection WHERE id = ?"
    /// Stores the number up to which a table's records were dropped.
    case updateDropped = "UPDATE collection SET dropped = ? WHERE id = ?"
    /// Deletes a space.
    case deleteSpace = "DELETE FROM space WHERE name = ?"
    /// Deletes a table.
    case deleteCollection = "DELETE FROM collection WHERE id = ?"
    /// Deletes the idempotency tokens of a space.
    case deleteSpaceTokens = "DELETE FROM token WHERE space = ?"
}
