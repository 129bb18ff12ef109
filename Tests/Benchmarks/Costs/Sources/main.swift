import Behaviour
import Contracts
import Foundation
import Gate
import JSON
import Lambda
import SQLiteStore
import Sessions
import Tables

/// Prints what each action costs in states of the sizes that are given, as rows of a Markdown table.
///
/// A session of the mock answers, behind the gate, with its records in memory or in an SQLite file: the time is the median of 40 calls,
/// in memory of 40 in each of five rounds that start with the same records; the units are those of a DynamoDB table, as the mean of the
/// calls.
let sizes = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let root = #filePath.components(separatedBy: "/Tests/").first ?? "."
let contract = try ContractFolder.load(root + "/Contracts")
let definitions = contract.tables.map(\.definition)
let program = BehaviourProgram(contract)
let calls = SampleRecords.firstConversations
let rounds = 5

/// The memory that the process has in use, to a page.
///
/// Source: Linux, proc_pid_statm(5): the second number is that of the resident pages.
func residentBytes() throws -> Int {
    let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    return (Int(numbers[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
}

func makeEndpoint(_ store: SessionStore, _ clock: SessionClock) -> any Endpoint {
    BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: { clock.now() }))
}

/// Returns registries over the same records in memory, and the bytes that a message takes there.
func inMemory(_ records: SampleRecords) throws -> (registries: [SessionRegistry], bytes: Int) {
    let before = try residentBytes()
    var tables = TableState(definitions)
    try records.forEach { table, item in try tables.transact([.put(item, in: table)]) }
    let bytes = (try residentBytes() - before) / records.messages
    let snapshot = SessionSnapshot(description: "", clock: SampleRecords.clock, tables: tables)
    return ((0..<rounds).map { _ in SessionRegistry(snapshot, make: makeEndpoint) }, bytes)
}

/// Returns a registry over records in a file, with how long the start took, and the bytes that a message takes in the file.
func inFile(_ records: SampleRecords, _ path: String) throws -> (
    registry: SessionRegistry, start: Duration, bytes: Int
) {
    do {
        let spaces = try SQLiteSpaces(path)
        var batch: [(table: String, item: JSONObject)] = []
        func flush() throws {
            try spaces.put(
                batch,
                into: SessionName.standard.description,
                definitions,
                clock: SampleRecords.clock,
                description: ""
            )
            batch = []
        }
        try records.forEach { table, item in
            batch.append((table, item))
            if batch.count == 5_000 { try flush() }
        }
        try flush()
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let begin = ContinuousClock.now
    let storage = FileStorage(spaces: try SQLiteSpaces(path), definitions: definitions)
    let empty = SessionSnapshot(description: "", clock: SampleRecords.clock, tables: TableState(definitions))
    let registry = try SessionRegistry(empty, keptIn: storage, options: SessionOptions(), make: makeEndpoint)
    return (registry, ContinuousClock.now - begin, size / records.messages)
}

/// What an action costs: the median of its times in microseconds, and its mean units.
struct Cost {
    let action: String
    let time: Double
    let units: CapacityUsage.Units
}

/// Returns the costs of each action, over the calls of all registries.
func costs(_ registries: [SessionRegistry]) async throws -> [Cost] {
    var times: [String: [Double]] = [:]
    var units: [String: CapacityUsage.Units] = [:]
    for registry in registries {
        let pipeline = SessionPipeline(registry, contract: CurrentContract(ServedContract(contract)))
        let session = try registry.session(.standard)
        for sample in SampleRequests.all {
            for call in 0..<calls {
                let request = sample.request(call)
                let begin = ContinuousClock.now
                let answer = await pipeline.answer(request, in: session)
                times[sample.action, default: []].append((ContinuousClock.now - begin) / .microseconds(1))
                guard answer.response.status == 200 else {
                    throw CocoaError(
                        .coderInvalidValue,
                        userInfo: ["answer": String(decoding: answer.response.body, as: UTF8.self)]
                    )
                }
                for (_, one) in answer.usage.units {
                    let share = Double(calls * registries.count)
                    units[sample.action, default: CapacityUsage.Units()].read += one.read / share
                    units[sample.action, default: CapacityUsage.Units()].write += one.write / share
                }
            }
        }
    }
    return SampleRequests.all.map { sample in
        let sorted = (times[sample.action] ?? []).sorted()
        return Cost(
            action: sample.action,
            time: sorted[sorted.count / 2],
            units: units[sample.action] ?? CapacityUsage.Units()
        )
    }
}

func rows(_ size: Int, _ place: String, _ costs: [Cost]) {
    for cost in costs {
        let numbers = [cost.time, cost.units.read, cost.units.write].map { String(format: "%.1f", $0) }
        print("| \(cost.action) | \(place) | \(size) | \(numbers.joined(separator: " | ")) |")
    }
}

print("| action | records | messages | µs | read units | write units |\n|---|---|---|---|---|---|")
for size in sizes.isEmpty ? [1_000, 10_000, 100_000, 1_000_000] : Array(sizes) {
    let records = SampleRecords(messages: size)
    let path = NSTemporaryDirectory() + "costs-\(UUID().uuidString).sqlite"
    defer {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }
    // First, while the process has no memory to use again.
    let memory = try inMemory(records)
    rows(size, "memory", try await costs(memory.registries))
    let file = try inFile(records, path)
    rows(size, "SQLite", try await costs([file.registry]))
    let start = String(format: "%.1f", file.start / .milliseconds(1))
    print("| (a message in bytes; start) | memory | \(size) | \(memory.bytes) bytes | | |")
    print("| (a message in bytes; start) | SQLite | \(size) | \(file.bytes) bytes; start \(start) ms | | |")
}
