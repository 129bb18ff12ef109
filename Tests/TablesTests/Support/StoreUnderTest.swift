import Foundation
import SQLiteStore
import Tables
import TestSupport
import Testing

/// The kinds of store that all have to behave alike; a new one is added here.
enum StoreUnderTest: String, CaseIterable, CustomTestStringConvertible {
    case inMemory = "in memory"
    case conditions = "with conditions on items only"
    case sqlite = "in an SQLite file"

    var testDescription: String { rawValue }

    /// Whether it notices that something was added to a range that was read.
    var noticesAdditions: Bool { self != .conditions }

    /// Makes a store of empty tables, whose tokens expire by the given time.
    func make(
        _ definitions: [TableDefinition] = TestTables.all,
        milliseconds: @escaping @Sendable () -> Int = MonotonicTime.milliseconds
    ) throws -> any TableStore {
        let memory = InMemoryStore(TableState(definitions), milliseconds: milliseconds)
        switch self {
        case .inMemory: return memory
        case .conditions: return ConditionStore(store: memory)
        case .sqlite:
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "store.sqlite").path
            return FolderStore(try SQLiteStore(path, definitions, milliseconds: milliseconds), in: folder)
        }
    }
}

extension TableStoreError {
    /// The error of a transaction of which one condition failed.
    static func failedCondition(of action: Int, _ existing: Item?) -> TableStoreError {
        .conditionFailed([FailedCondition(action: action, existing: existing)])
    }
}
