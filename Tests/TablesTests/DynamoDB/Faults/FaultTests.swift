import Foundation
import JSON
import Tables
import TestSupport
import Testing

@testable import DynamoDBStore

/// Ministack takes part, as it knows idempotency tokens; moto does not.
@Suite("A store in DynamoDB, when things go wrong", .enabled(if: Emulator.areInstalled, "\(Emulator.advice)"))
struct FaultTests {
    /// The number of operations; 10,000 take some minutes.
    private static let operations =
        ProcessInfo.processInfo.environment["UNDERSTUDY_FAULT_OPERATIONS"].flatMap { Int($0) } ?? 600

    /// Makes a store behind a proxy.
    private static func store(
        _ emulator: Emulator = .ministack,
        attempts: Int = 10,
        timeoutMilliseconds: Int = 5_000,
        choose: @escaping @Sendable (_ operation: String, _ number: Int) -> ServiceFault?
    ) async throws -> (store: DynamoDBStore, proxy: FaultProxy) {
        let direct = try await emulator.store(TestTables.all)
        let proxy = try FaultProxy(
            try await emulator.endpoint(),
            lateSeconds: Double(timeoutMilliseconds) / 1_000 + 0.5,
            choose: choose
        )
        var configuration = try await emulator.configuration(proxy.endpoint)
        configuration.retries.attempts = attempts
        configuration.timeoutMilliseconds = timeoutMilliseconds
        return (DynamoDBStore(TestTables.all, configuration, prefix: direct.prefix), proxy)
    }

    @Test("loses no write and doubles none")
    func nothingLost() async throws {
        let (store, proxy) = try await Self.store(attempts: 14) { operation, number in
            var random = SeededGenerator(seed: UInt64(number))
            let draw = Int.random(in: 0..<1_000, using: &random)
            // One request in eight goes wrong, and some more lose a race; those that come too late take long.
            switch draw {
            case 0..<20: return .throttling
            case 20..<35: return .failure
            case 35..<50: return .lateFailure
            case 50..<65: return .dropped
            case 65..<85: return .lateDropped
            case 85..<105: return .half
            case 105..<120: return .damaged
            case 120..<122: return .timeout
            case 122..<124: return .stalled
            case 124..<170 where operation.hasPrefix("Transact"): return .conflict
            case 124..<500 where operation == "BatchGetItem": return .partial
            default: return nil
            }
        }
        defer { proxy.stop() }
        let workers = 8
        let count = Self.operations / workers
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    for number in 0..<count {
                        try await store.transact([
                            .update(Key(.string("\(worker)")), in: "People", [.add("n", 1)]),
                            .put(
                                ["box": .string("\(worker)"), "name": .string("\(number)")],
                                in: "Letters",
                                if: .absent("box")
                            ),
                        ])
                        if number % 10 == 9 {
                            let addresses = (0...number).suffix(20).map {
                                ItemAddress("Letters", Key(.string("\(worker)"), .string("\($0)")))
                            }
                            let found = try await store.items(addresses)
                            #expect(found.allSatisfy { $0 != nil })
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        for worker in 0..<workers {
            let item = try await store.item(for: Key(.string("\(worker)")), in: "People")
            #expect(item?["n"] == .number(JSONNumber(count)))
            let letters = try await store.allItems(Query("Letters", partition: .string("\(worker)")))
            #expect(letters.count == count)
        }
        let seen = Set(proxy.requests.compactMap(\.fault))
        // A key that has ended twice for one request ends it, so that is not among them.
        if Self.operations >= 5_000 { #expect(seen == Set(ServiceFault.allCases).subtracting([.expired])) }
        #expect(seen.isSuperset(of: [.throttling, .lateDropped, .conflict, .partial]))
        Self.checkTokens(proxy.requests)
    }

    /// Every attempt of a transaction has the token of its first one, and the same actions.
    private static func checkTokens(_ requests: [FaultProxy.Request]) {
        let writes = requests.filter { $0.operation == "TransactWriteItems" }
        let byToken = Dictionary(grouping: writes) { $0.token ?? "" }
        #expect(byToken[""] == nil)
        #expect(byToken.values.contains { $0.count > 1 })
        for attempts in byToken.values {
            #expect(attempts.allSatisfy { $0.body == attempts.first?.body })
        }
    }

    @Test("repeats a transaction that was cancelled by a conflict under the same token")
    func conflict() async throws {
        let (store, proxy) = try await Self.store { operation, number in number < 3 ? .conflict : nil }
        defer { proxy.stop() }
        try await store.transact(
            [.put(["id": "a"], in: "People"), .put(["id": "b"], in: "People")],
            token: "mine"
        )
        let requests = proxy.requests
        #expect(requests.map(\.fault) == [.conflict, .conflict, .conflict, nil])
        #expect(requests.map(\.token) == ["mine", "mine", "mine", "mine"])
        #expect(try await store.item(for: Key("b"), in: "People") != nil)
    }

    @Test("reports a conflict that does not end")
    func endlessConflict() async throws {
        let (store, proxy) = try await Self.store(attempts: 4) { _, _ in .conflict }
        defer { proxy.stop() }
        await #expect(throws: TableStoreError.conflict) {
            try await store.write(.put(["id": "a"], in: "People"))
        }
        #expect(proxy.requests.count == 4)
        #expect(Set(proxy.requests.map(\.token)).count == 1)
    }

    @Test("succeeds in spite of a fault", arguments: ServiceFault.allCases)
    func once(fault: ServiceFault) async throws {
        let (store, proxy) = try await Self.store(timeoutMilliseconds: 1_500) { operation, number in
            number == 0 ? fault : nil
        }
        defer { proxy.stop() }
        if fault == .partial {
            _ = try await store.items([ItemAddress("People", Key("a")), ItemAddress("People", Key("b"))])
        } else {
            try await store.write(.update(Key("a"), in: "People", [.add("n", 1)]))
            #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 1)
        }
        #expect(proxy.requests.first?.fault == fault)
    }

    @Test("returns all items of a batch of which a half is left out each time")
    func partial() async throws {
        let (store, proxy) = try await Self.store { operation, _ in
            operation == "BatchGetItem" ? .partial : nil
        }
        defer { proxy.stop() }
        let ids = (0..<20).map { "\($0)" }
        try await store.transact(ids.map { .put(["id": .string($0)], in: "People") })
        let found = try await store.items(ids.map { ItemAddress("People", Key(.string($0))) })
        #expect(found.compactMap { $0?["id"]?.stringValue } == ids)
        #expect(proxy.requests.count { $0.operation == "BatchGetItem" } == 5)
    }

    @Test("does not send a failing service many times the load")
    func budget() async throws {
        let (store, proxy) = try await Self.store(attempts: 100) { _, _ in .failure }
        defer { proxy.stop() }
        for _ in 0..<5 {
            let thrown = await #expect(throws: TableStoreError.self) {
                try await store.item(for: Key("a"), in: "People")
            }
            guard case .unavailable? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                continue
            }
        }
        // 100 retries are the whole budget: 99 are those of the first request.
        #expect(proxy.requests.count == 5 + 100)
    }

    /// A place that gives another key each time.
    private actor KeySource: CredentialSource {
        private var count = 0

        func credentials() async throws(CredentialError) -> AWSCredentials? {
            count += 1
            return AWSCredentials(accessKeyID: "key\(count)", secretAccessKey: "s")
        }
    }

    @Test("takes another key once when one has ended, and then gives up")
    func expired() async throws {
        let proxy = try FaultProxy(try await Emulator.ministack.endpoint()) { _, number in
            [0, 2, 3].contains(number) ? .expired : nil
        }
        defer { proxy.stop() }
        var configuration = try await Emulator.ministack.configuration(proxy.endpoint)
        configuration.credentials = Credentials([KeySource()])
        let provisioner = TableProvisioner(configuration, prefix: "none-")
        #expect(try await provisioner.delete(TestTables.people) == .absent)
        #expect(proxy.requests.map(\.keyID) == ["key1", "key2"])
        await #expect(throws: TableStoreError.self) { try await provisioner.delete(TestTables.people) }
        #expect(proxy.requests.map(\.keyID) == ["key1", "key2", "key2", "key3"])
    }

    @Test("uses its connections again")
    func connections() async throws {
        let (store, proxy) = try await Self.store { _, _ in nil }
        defer { proxy.stop() }
        for _ in 0..<20 { _ = try await store.item(for: Key("a"), in: "People") }
        #expect(proxy.requests.count == 20)
        #expect(proxy.connectionCount == 1)
    }
}
