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
    /// What a world starts from.
    private struct Start: Sendable {
        var description: String
        var clock: Int
        var tables: TableState
    }

    /// A world that is being played.
    private struct World: Sendable {
        var description: String
        var store: InMemoryStore
        var backend: SupportBackend
    }

    private let definitions: [TableDefinition]
    private let seed: UInt64?
    private let start: Start
    private let world: Mutex<World>

    /// Makes the world of a fixture.
    ///
    /// - Parameters:
    ///   - contract: Which tables there are.
    ///   - fixture: What they hold.
    ///   - seed: What ids follow from; they are random when left out.
    /// - Throws: ``CommandLineError`` when the tables cannot hold the fixture.
    init(contract: Contract, fixture: Fixture, seed: UInt64?) throws(CommandLineError) {
        definitions = contract.tables.map(\.definition)
        self.seed = seed
        do throws(StateError) {
            start = try Self.start(fixture.json, definitions: definitions)
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
        play(try Self.start(fixture, definitions: definitions))
    }

    func dump() async throws(StateError) -> JSONValue {
        let (description, backend, tables) = world.withLock {
            ($0.description, $0.backend, $0.store.snapshot())
        }
        return [
            "$schema": "../Contracts/meta/fixture.schema.json",
            "description": .string(description),
            "clock": .number(JSONNumber(backend.time.now())),
            "tables": tables.fixture["tables"] ?? [:],
        ]
    }

    private func play(_ start: Start) {
        let next = Self.world(start, seed: seed)
        // The old world is freed outside of the lock: that can take long.
        let old = world.withLock { world in
            let old = world
            world = next
            return old
        }
        _ = consume old
    }

    private static func world(_ start: Start, seed: UInt64?) -> World {
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

    private static func start(
        _ fixture: JSONValue,
        definitions: [TableDefinition]
    ) throws(StateError) -> Start {
        guard fixture.objectValue != nil else {
            throw StateError(
                "a fixture is a JSON object, but this is \(fixture.typeName); see Fixtures/demo.json"
            )
        }
        let clock = try clock(of: fixture)
        do throws(TableLoadError) {
            return Start(
                description: fixture["description"]?.stringValue ?? "A world without a description.",
                clock: clock,
                tables: try TableState(definitions, loading: fixture)
            )
        } catch {
            throw StateError("the fixture cannot be loaded: \(error.description)")
        }
    }

    /// The time at which a fixture's clock starts: from 2001, where times get their 13 digits, to the year 9999.
    private static func clock(of fixture: JSONValue) throws(StateError) -> Int {
        guard let value = fixture["clock"] else { return SystemTime().now() }
        guard let clock = value.intValue, (1_000_000_000_000...253_402_300_799_999).contains(clock)
        else {
            throw StateError(
                "the fixture cannot be loaded: /clock: must be a time in milliseconds since 1970, from 1000000000000 "
                    + "to 253402300799999; leave it out to start now"
            )
        }
        return clock
    }
}
