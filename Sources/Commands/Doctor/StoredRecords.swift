import Contracts
import DynamoDBStore
import JSON
import SQLiteStore
import Sessions
import Tables
import Verifier

/// All records of a store, as they are, whatever the contract says.
struct StoredRecords: StateReader {
    /// The store.
    let store: StoreChoice
    /// What the names of tables in DynamoDB begin with.
    let prefix: String
    /// The session in a file.
    let session: String
    /// The contract.
    let contract: Contract

    var place: String {
        let value = store.defaultValueDescription
        return prefix.isEmpty ? value : "\(value) --table-prefix \(prefix)"
    }

    func state() async throws(StateError) -> Fixture {
        do throws(CommandLineError) {
            return try await fixture()
        } catch {
            throw StateError(error.text)
        }
    }

    /// Returns the records; times may be as late as a clock can show.
    ///
    /// - Throws: ``CommandLineError`` when they cannot be read.
    /// - Complexity: O(*n* log *n*) in the number of records, all of which are in memory then.
    func fixture() async throws(CommandLineError) -> Fixture {
        do throws(TableStoreError) {
            let tables =
                if case .sqlite(let path) = store {
                    try stored(in: path)
                } else {
                    try await stored()
                }
            return Fixture(name: session, description: "", clock: SessionClock.latest, tables: tables)
        } catch {
            throw CommandLineError("--store \(store.defaultValueDescription): \(error.description)")
        }
    }

    private func stored(in path: String) throws(TableStoreError) -> [Fixture.Table] {
        let spaces = try SQLiteSpaces(reading: path)
        guard try spaces.names().contains(session) else { throw try spaces.unknownSession(session) }
        let tables = try spaces.storedItems(of: session).sorted { $0.key < $1.key }
        return tables.map { Fixture.Table(name: $0.key, items: $0.value.map(\.item)) }
    }

    /// Reads page by page: what is written meanwhile may be seen in part.
    private func stored() async throws(TableStoreError) -> [Fixture.Table] {
        let dynamoDB: DynamoDBStore
        do throws(CommandLineError) {
            dynamoDB = try store.dynamoDBStore(of: contract, prefix: prefix)
        } catch {
            throw .unavailable(reason: error.text)
        }
        var tables: [Fixture.Table] = []
        for definition in dynamoDB.definitions {
            var scan = Scan(definition.name, isConsistent: true)
            var items: [JSONObject] = []
            repeat {
                let page = try await dynamoDB.scan(scan)
                items += page.items
                scan.start = page.next
            } while scan.start != nil
            tables.append(Fixture.Table(name: definition.name, items: items))
        }
        return tables
    }
}
