import Backend
import Contracts
import JSON
import Lambda
import MockServer
import Synchronization
import Tables

/// The reference implementation over tables in memory: what the mock plays.
///
/// A world is one backend over one store. To load or reset is to put another world in its place; requests that
/// are under way end in the world in which they began.
final class ReferenceEndpoint: StatefulEndpoint {
    /// A world that is being played.
    private struct World: Sendable {
        var description: String
        var store: InMemoryStore
        var backend: SupportBackend
    }

    private let tables: [TableContract]
    private let seed: UInt64?
    private let start: WorldStart
    private let world: Mutex<World>

    /// Makes the world of a fixture.
    ///
    /// - Parameters:
    ///   - contract: Which tables there are.
    ///   - fixture: What they hold.
    ///   - seed: What ids follow from; they are random when left out.
    /// - Throws: ``CommandLineError`` when the tables cannot hold the fixture.
    init(contract: Contract, fixture: Fixture, seed: UInt64?) throws(CommandLineError) {
        tables = contract.tables
        self.seed = seed
        do throws(StateError) {
            start = try WorldStart(fixture.json, for: tables)
        } catch {
            throw CommandLineError("fixture \(fixture.name): \(error.description)")
        }
        world = Mutex(Self.world(start, seed: seed))
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let backend = world.withLock { $0.backend }
        return await backend.send(request)
    }

    func reset() async throws(StateError) {
        play(start)
    }

    func load(_ fixture: JSONValue) async throws(StateError) {
        play(try WorldStart(fixture, for: tables))
    }

    func dump() async throws(StateError) -> JSONValue {
        let (description, backend, tables) = world.withLock {
            ($0.description, $0.backend, $0.store.snapshot())
        }
        let items = tables.fixture["tables"] ?? [:]
        // Of many messages at once each gets a millisecond of its own, so times run ahead of a busy world's clock.
        let newest = Self.times(in: items).max() ?? 0
        return [
            "$schema": "../Contracts/meta/fixture.schema.json",
            "description": .string(description),
            "clock": .number(JSONNumber(max(backend.time.now(), newest))),
            "tables": items,
        ]
    }

    private static func times(in tables: JSONValue) -> [Int] {
        (tables.objectValue?.members ?? []).flatMap { table in
            (table.value.arrayValue ?? []).flatMap { item in
                [item["created_at"]?.intValue, item["updated_at"]?.intValue].compactMap { $0 }
            }
        }
    }

    private func play(_ start: WorldStart) {
        let next = Self.world(start, seed: seed)
        // The old world is freed outside of the lock: that can take long.
        let old = world.withLock { world in
            let old = world
            world = next
            return old
        }
        _ = consume old
    }

    private static func world(_ start: WorldStart, seed: UInt64?) -> World {
        let store = InMemoryStore(start.tables)
        return World(
            description: start.description,
            store: store,
            backend: SupportBackend(
                store: store,
                time: ShiftedTime(startingAt: start.clock),
                identifiers: seed.map { SeededIdentifiers(seed: $0) } ?? RandomIdentifiers()
            )
        )
    }
}
