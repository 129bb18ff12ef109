import SQLiteStore
import Sessions
import Tables

/// Keeps each session of a mock under its name in an SQLite file.
struct SQLiteSessionStorage: SessionStorage {
    let spaces: SQLiteSpaces
    /// The tables of the contract.
    let definitions: [TableDefinition]

    func sessions() throws(TableStoreError) -> [SessionName: SessionSnapshot] {
        var sessions: [SessionName: SessionSnapshot] = [:]
        for text in try spaces.names() {
            guard let name = try? SessionName(text),
                let content = try spaces.content(of: text, definitions)
            else { continue }
            sessions[name] = SessionSnapshot(
                description: content.description,
                clock: content.clock,
                tables: content.tables,
                draws: content.draws,
                streams: content.streams
            )
        }
        return sessions
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
