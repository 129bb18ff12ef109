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
    case moto = "in DynamoDB by moto"
    case ministack = "in DynamoDB by ministack"

    var testDescription: String { rawValue }

    /// Whether it is DynamoDB.
    var isDynamoDB: Bool { self == .moto || self == .ministack }

    /// Whether it notices that something was added to a range that was read; DynamoDB's conditions are on items only.
    var noticesAdditions: Bool { self != .conditions && !isDynamoDB }

    /// Whether items with equal index keys are in insertion order; DynamoDB does not say in which order they are.
    var keepsInsertionOrder: Bool { !isDynamoDB }

    /// Whether its tokens expire by a clock that a test can set.
    var hasTestClock: Bool { !isDynamoDB }

    /// All that can be tested here.
    static let allCases: [StoreUnderTest] =
        [.inMemory, .conditions, .sqlite] + (Emulator.areInstalled ? [.moto, .ministack] : [])

    /// Those that delete expired items by a clock, and keep change streams; DynamoDB has its own ways.
    static let streaming: [StoreUnderTest] = [.inMemory, .sqlite]

    /// Makes a store of empty tables with change streams, by the given clock.
    func makeStreaming(
        _ definitions: [TableDefinition],
        expiry: Expiry.Mode = .hide,
        clock: TestClock
    ) async throws -> any StreamingStore {
        let store = try await make(definitions, milliseconds: { clock.now }, expiry: expiry)
        return try #require(store as? any StreamingStore)
    }

    /// Makes a store of empty tables, whose tokens and items expire by the given time.
    func make(
        _ definitions: [TableDefinition] = TestTables.all,
        milliseconds: @escaping @Sendable () -> Int = MonotonicTime.milliseconds,
        expiry: Expiry.Mode = .off
    ) async throws -> any TableStore {
        let memory = InMemoryStore(
            TableState(definitions),
            milliseconds: milliseconds,
            expiry: expiry,
            now: milliseconds,
            keepsStreams: true
        )
        switch self {
        case .inMemory: return memory
        case .conditions: return ConditionStore(store: memory)
        case .sqlite:
            let folder = try TemporaryFolder()
            let path = folder.url.appending(path: "store.sqlite").path
            let store = try SQLiteStore(path, definitions, expiry: expiry, milliseconds: milliseconds)
            return FolderStore(store, in: folder)
        case .moto: return try await Emulator.moto.store(definitions)
        case .ministack: return try await Emulator.ministack.store(definitions)
        }
    }
}

extension TableStoreError {
    /// The error of a transaction of which one condition failed.
    static func failedCondition(of action: Int, _ existing: Item?) -> TableStoreError {
        .conditionFailed([FailedCondition(action: action, existing: existing)])
    }
}
