import Tables
import Testing

/// The kinds of store that all have to behave alike; a new one is added here.
enum StoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case inMemory = "in memory"

    var testDescription: String { rawValue }

    /// Makes a store of empty tables.
    func make(_ definitions: [TableDefinition] = TestTables.all) -> any TableStore {
        switch self {
        case .inMemory: InMemoryStore(definitions)
        }
    }
}
