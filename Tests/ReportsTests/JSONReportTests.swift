import Contracts
import Faults
import Foundation
import JSON
import JSONSchema
import Reports
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("A JSON report")
struct JSONReportTests {
    private func schema() throws -> Schema {
        let data = try Data(contentsOf: URL(filePath: ProjectFolder.contracts + "/meta/report.schema.json"))
        return try SchemaRegistry().compile(JSONValue(parsing: Array(data)))
    }

    private func problems(in record: RunRecord) throws -> [String] {
        try schema().errors(in: JSONValue(parsing: JSONReport(record).bytes)).map(\.description)
    }

    @Test("is the file that programs know")
    func golden() throws {
        let text = String(decoding: JSONReport(SampleRun.record).bytes, as: UTF8.self)
        #expect(try text == Golden.text(named: "report.json", insteadOf: text))
    }

    @Test("fits its schema")
    func valid() throws {
        #expect(try problems(in: SampleRun.record) == [])
    }

    @Test("fits its schema when nothing was run, and when the run was cut short")
    func incomplete() throws {
        #expect(try problems(in: RunRecord()) == [])
        var record = RunRecord()
        for event in SampleRun.events.dropLast() { record.record(event) }
        #expect(try problems(in: record) == [])
        let report = try JSONValue(parsing: JSONReport(record).bytes)
        #expect(report["verdict"] == "incomplete")
        #expect(report["counts"]?["failed"] == 1)
    }

    @Test("has a schema that refuses another file", arguments: ["cases", "coverage", "latencies"])
    func refuses(name: String) throws {
        let report = try JSONValue(parsing: JSONReport(SampleRun.record).bytes)
        #expect(!(try schema().isValid(report.replacing(at: JSONPointer().appending(name), with: "none"))))
    }

    @Test("fits its schema with what a real run finds wrong")
    func realRun() async throws {
        let run = try await FaultyRun.record()
        #expect(try problems(in: run) == [])
        let report = try JSONValue(parsing: JSONReport(run).bytes)
        #expect(report["verdict"] == "broken")
        let failed = try #require(report["cases"]?.arrayValue?.first { $0["outcome"] == "failed" })
        #expect(failed["failures"]?.arrayValue?.first?["script"]?.stringValue?.contains("curl") == true)
        let latency = try #require(report["latencies"]?.arrayValue?.first { $0["action"] == "chat/send" })
        #expect((latency["p99"]?.numberValue?.doubleValue ?? 0) > 0)
    }

    @Test("keeps a seed that no binary fraction holds")
    func seed() throws {
        var record = RunRecord()
        let description = RunDescription(
            service: "s",
            endpoint: "e",
            seed: .max,
            runPrefix: "r",
            start: Date(timeIntervalSince1970: 0),
            cases: 0
        )
        record.record(.runStarted(description))
        #expect(try JSONValue(parsing: JSONReport(record).bytes)["seed"] == "18446744073709551615")
    }
}
