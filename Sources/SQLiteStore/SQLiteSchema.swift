import GRDB

/// The versions of the file's layout.
///
/// A table of the contract is a `collection` whose items are sorted by encoded keys; an index of it is an `ordering`
/// whose entries are; so is the order in which its items expire. So no file depends on the names of a contract, and an index can come or go by its rows.
enum SQLiteSchema {
    /// The migrations to the newest version; a new version appends one, and none is ever changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE collection (
                        id INTEGER PRIMARY KEY, space TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL,
                        UNIQUE (space, name)
                    );
                    CREATE TABLE ordering (
                        id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, name TEXT NOT NULL,
                        UNIQUE (collection, name)
                    );
                    CREATE TABLE item (
                        id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, key BLOB NOT NULL,
                        size INTEGER NOT NULL, sequence INTEGER NOT NULL, body BLOB NOT NULL,
                        UNIQUE (collection, key)
                    );
                    CREATE TABLE entry (
                        ordering INTEGER NOT NULL, key BLOB NOT NULL, item INTEGER NOT NULL,
                        PRIMARY KEY (ordering, key)
                    ) WITHOUT ROWID;
                    CREATE TABLE token (
                        space TEXT NOT NULL, text TEXT NOT NULL, time INTEGER NOT NULL, actions BLOB NOT NULL,
                        PRIMARY KEY (space, text)
                    ) WITHOUT ROWID;
                    CREATE INDEX token_by_time ON token (time);
                    CREATE TABLE space (
                        name TEXT PRIMARY KEY, next INTEGER NOT NULL DEFAULT 0,
                        clock INTEGER NOT NULL DEFAULT 0, draws INTEGER NOT NULL DEFAULT 0,
                        description TEXT NOT NULL DEFAULT ''
                    ) WITHOUT ROWID;
                    """
            )
        }
        migrator.registerMigration("2") { database in
            // The records of change streams; a number that was dropped may not be read any more.
            try database.execute(
                sql: """
                    CREATE TABLE change (
                        collection INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL,
                        body BLOB NOT NULL,
                        PRIMARY KEY (collection, sequence)
                    ) WITHOUT ROWID;
                    CREATE INDEX change_by_time ON change (collection, time);
                    ALTER TABLE collection ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE space ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
                    """
            )
        }
        return migrator
    }

    /// Brings a file to the newest version.
    ///
    /// - Throws: ``SQLiteFileError`` for a file of a later program; an error of the database.
    static func migrate(_ writer: any DatabaseWriter) throws {
        let migrator = migrator
        if try writer.read({ database in try migrator.hasBeenSuperseded(database) }) {
            throw SQLiteFileError.newerVersion
        }
        try migrator.migrate(writer)
    }

    /// Refuses a file that has another version than this program writes.
    ///
    /// - Throws: ``SQLiteFileError``; an error of the database.
    static func check(_ writer: any DatabaseWriter) throws {
        let migrator = migrator
        try writer.read { database in
            if try migrator.hasBeenSuperseded(database) { throw SQLiteFileError.newerVersion }
            guard try migrator.hasCompletedMigrations(database) else { throw SQLiteFileError.olderVersion }
        }
    }
}
