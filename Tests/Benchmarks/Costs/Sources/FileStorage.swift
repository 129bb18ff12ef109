import SQLiteStore
import Sessions
import Tables

/// Keeps sessions in a file, as `serve --store sqlite:FILE` does.
struct FileStorage: SessionStorage {
    let spaces: SQLiteSpaces
    let definitions: [TableDefinition]

    func sessions() throws(TableStoreError) -> [SessionName: SessionSnapshot] {
        guard let content = try spaces.content(of: SessionName.standard.description, definitions) else {
            return [:]
        }
        let snapshot = SessionSnapshot(
            description: content.description,
            clock: content.clock,
            tables: content.tables,
            draws: content.draws,
            streams: content.streams
        )
        return [.standard: snapshot]
    }

    func append(
        _ changes: [ItemChange],
        _ records: [ChangeRecord],
        to name: SessionName,
        _ definitions: [TableDefinition],
        clock: Int,
        draws: Int
    ) throws(TableStoreError) {
        try spaces.append(changes, records, to: name.description, definitions, clock: clock, draws: draws)
    }

    func replace(_ name: SessionName, by snapshot: SessionSnapshot) throws(TableStoreError) {
        let content = SQLiteSpaces.Content(
            tables: snapshot.tables,
            clock: snapshot.clock,
            draws: snapshot.draws,
            description: snapshot.description
        )
        try spaces.replace(name.description, by: content)
    }

    func delete(_ name: SessionName) throws(TableStoreError) {
        try spaces.delete(name.description)
    }
}
