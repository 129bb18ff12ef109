import Backend
import Contracts
import Foundation
import JSON
import Lambda
import Tables
import Testing
import TestSupport

@testable import Planning

@Suite("A plan of the service")
struct PlannerTests {
    private static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }

    private func demo() throws -> TableState {
        let file = try Data(contentsOf: URL(filePath: ProjectFolder.fixtures + "/demo.json"))
        return try TableState(
            try Self.contract.get().tables.map(\.definition),
            loading: JSONValue(parsing: Array(file))
        )
    }

    private func plan(
        _ size: PlanSize = PlanSize(),
        _ make: @escaping @Sendable (any TableStore) -> any Endpoint = { SupportBackend(store: $0) }
    ) async throws -> Plan {
        try await Planner(try Self.contract.get(), fixture: try demo(), make: make).plan(size)
    }

    @Test("has today's load at today's size: 100 to 120 reads and 10 to 15 writes a second")
    func today() async throws {
        let contract = try Self.contract.get()
        let plan = try await plan()
        func rate(_ method: String) -> Double {
            plan.actions.filter { contract.action(named: $0.action)?.method == method }.reduce(0) {
                $0 + $1.rate
            }
        }
        #expect((100...120).contains(rate("GET")))
        #expect((10...15).contains(rate("POST")))
        #expect(plan.actions.count == 13 && plan.warnings.isEmpty)
        #expect(plan.partitions.allSatisfy { $0.share < 0.1 })
    }

    @Test("of a hundred times as many has a hundred times the load, and a partition that cannot serve it")
    func larger() async throws {
        let (small, large) = (try await plan(), try await plan(PlanSize(members: 100_000)))
        #expect(abs(large.rate / small.rate - 100) < 0.001)
        #expect(large.population.map(\.count) == [100_000, 1_000, 10_000])
        let hottest = try #require(large.partitions.first)
        #expect(hottest.resource == CapacityUsage.Resource("Conversations", index: "ConversationStatusIndex"))
        #expect(hottest.attribute == "status" && hottest.value.contains("open") && hottest.share > 1)
        #expect(large.concurrency > Plan.concurrentExecutions)
    }

    @Test("uses the given polling interval and the given sizes of other populations")
    func polls() async throws {
        func rate(_ action: String, _ size: PlanSize) async throws -> Double? {
            try await plan(size).actions.first { $0.action == action }?.rate
        }
        #expect(try await rate("chat/conversations", PlanSize()) == 90)
        #expect(try await rate("chat/conversations", PlanSize(pollSeconds: 5)) == 180)
        #expect(try await rate("admin/leads", PlanSize(pollSeconds: 5)) == 10.0 / 30)
        #expect(try await rate("admin/leads", PlanSize(population: ["admin": 60])) == 2)
        #expect(try await rate("chat/conversations", PlanSize(population: ["user": 2_000])) == 180)
        await #expect(throws: PlanError.noMembers(of: "user")) { try await plan(PlanSize(members: 0)) }
    }

    @Test("measures a first write as one that creates records")
    func firsts() async throws {
        let links = try #require(try await plan().actions.first { $0.action == "affiliate/create-link" })
        #expect(links.total.write > 0.5, "half of its examples make a link")
    }

    @Test("extrapolates lists of everybody's records, and warns of an answer that is too large")
    func growing() async throws {
        let everything: @Sendable (any TableStore) -> any Endpoint = { EveryOpenConversation(store: $0) }
        let (small, large) = (
            try await plan(PlanSize(), everything), try await plan(PlanSize(members: 50_000), everything)
        )
        let (first, last) = (try #require(small.actions.first), try #require(large.actions.first))
        let growth = last.total.read / first.total.read
        #expect((45...55).contains(growth), "\(growth)")
        #expect(small.warnings.isEmpty)
        #expect(large.warnings.contains { $0.contains("MB at this size") })
    }

    @Test("counts the same units by partition as by table and index, transactions double")
    func meter() async throws {
        let store = MeteredStore(try demo())
        let endpoint = SupportBackend(store: store)
        let body: JSONValue = [
            "action": "chat/send", "user_id": "ana", "store_url": "https://a.example.com", "message": "Hello",
        ]
        _ = await endpoint.send(LambdaRequest(method: "POST", body: body.serialized()))
        let meter = store.meter
        for resource in meter.usage.resources {
            let parts = meter.partitions.filter { $0.key.resource == resource }.values
            #expect(parts.reduce(0) { $0 + $1.write } == meter.usage.units[resource]?.write)
        }
        // A conversation and a message in one transaction: two units each, and one for each index.
        #expect(meter.usage.units[CapacityUsage.Resource("Conversations")]?.write == 2)
        #expect(meter.usage.units[CapacityUsage.Resource("Messages")]?.write == 2)
        let index = CapacityUsage.Resource("Messages", index: "MessageTimestampIndex")
        #expect(meter.usage.units[index]?.write == 1)
    }

    @Test("cannot be made for unknown or empty populations")
    func unknown() async throws {
        await #expect(throws: PlanError.unknownPopulation("admins", known: ["user", "admin", "affiliate"])) {
            try await plan(PlanSize(population: ["admins": 5]))
        }
    }
}

/// A function that answers every request with all open conversations.
private struct EveryOpenConversation: Endpoint {
    let store: any TableStore

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let query = Query("Conversations", index: "ConversationStatusIndex", partition: "open")
        let items = (try? await store.allItems(query)) ?? []
        return LambdaResponse(status: 200, body: JSONValue.array(items.map(JSONValue.object)).serialized())
    }
}
