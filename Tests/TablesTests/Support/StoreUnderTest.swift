import Tables
import Testing

/// The kinds of store that all have to behave alike; a new one is added here.
enum StoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case inMemory = "in memory"
    case conditions = "with conditions on items only"

    var testDescription: String { rawValue }

    /// Whether it notices that something was added to a range that was read.
    var noticesAdditions: Bool { self != .conditions }

    /// Makes a store of empty tables.
    func make(_ definitions: [TableDefinition] = TestTables.all) -> any TableStore {
        switch self {
        case .inMemory: InMemoryStore(definitions)
        case .conditions: ConditionStore(store: InMemoryStore(definitions))
        }
    }
}
