import Foundation
import JSON
import TestSupport
import Testing
import Transfer

@Suite("The records of a file")
struct RecordReaderTests {
    private static let fixtureText = """
        {"$schema": "x", "clock": 1767225600000, "description": "a \\"b\\" ] }",
         "tables": {"People": [{"id": "a", "note": "{[\\"\\\\"}, {"id": "b", "list": [1, {"x": []}]}],
                    "Letters": [], "Readings": [{"at": 1}]}, "more": -1.5e3}
        """
    private static let exportText = """
        {"Item":{"id":{"S":"a"},"count":{"N":"3"}}}
        {"Item":{"id":{"S":"b"},"list":{"L":[{"NULL":true},{"BOOL":false}]}}}
        """

    private static func all(_ reader: RecordReader) throws -> [FiledRecord] {
        var reader = reader
        var records: [FiledRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test("are read from a fixture, with its clock")
    func fixture() throws {
        var reader = try RecordReader(Array(Self.fixtureText.utf8), named: "f")
        let records = try Self.all(reader)
        #expect(records.map(\.table) == ["People", "People", "Readings"])
        #expect(records.map { $0.item["id"] } == ["a", "b", nil])
        #expect(records[0].item["note"] == "{[\"\\")
        #expect(records[1].item["list"] == [1, ["x": []]])
        _ = try reader.next()
        #expect(reader.clock == 1_767_225_600_000)
        #expect(reader.description == "a \"b\" ] }")
        #expect(reader.format == .fixture)
    }

    @Test("are read from an export of DynamoDB, whose table is named beside it")
    func export() throws {
        let reader = try RecordReader(Array(Self.exportText.utf8), named: "f", table: "People")
        #expect(reader.format == .dynamodb)
        let records = try Self.all(reader)
        #expect(records.map(\.item) == [["id": "a", "count": 3], ["id": "b", "list": [nil, false]]])
        let error = #expect(throws: TransferError.self) {
            try RecordReader(Array(Self.exportText.utf8), named: "f")
        }
        #expect(error?.description.contains("give --table") == true)
    }

    @Test("are read on from behind any of them", arguments: [fixtureText, exportText])
    func resumed(text: String) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "file.json")
        try Data(text.utf8).write(to: file)
        func reader(_ place: FiledRecord.Place?) throws -> RecordReader {
            let handle = try FileHandle(forReadingFrom: file)
            return try RecordReader(handle, named: "f", table: "People", after: place)
        }
        let records = try Self.all(try reader(nil))
        #expect(records.count >= 2)
        for (index, record) in records.enumerated() {
            #expect(try Self.all(try reader(record.place)) == Array(records[(index + 1)...]))
        }
    }

    @Test("may be more than fit into memory at once")
    func large() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "file.json")
        let text = String(repeating: "é\\\" ", count: 2_000)
        let items = (0..<400).map { #"{"id": "\#($0)", "text": "\#(text)"}"# }
        try Data(#"{"tables": {"People": [\#(items.joined(separator: ",\n"))]}}"#.utf8).write(to: file)
        let records = try Self.all(try RecordReader(FileHandle(forReadingFrom: file), named: "f"))
        #expect(records.map { $0.item["id"] } == (0..<400).map { .string("\($0)") })
        #expect(records.allSatisfy { $0.item["text"] == .string(text.replacing("\\", with: "")) })
    }

    @Test(
        "of a damaged file are read up to the damage, which is reported with its place",
        arguments: [
            (#"[1]"#, "is neither a fixture nor an export"),
            (#"{"tables": {"People": [{"id": "a"}, 1]}}"#, "an item of People is a JSON number"),
            (#"{"tables": {"People": [{"id": "a"} {"id": "b"}]}}"#, "at byte 35: there must be ','"),
            (#"{"tables": {"People": [{"id": "a""#, "ends within a value"),
            (#"{"tables": {"People": [{"id": "a"},"#, "ends where a value must be"),
            (#"{"tables": {"People": [{"id": a}]}}"#, "at byte 23"),
            (#"{"Item":{"id":{"B":"YQ=="}}}"#, "type B"),
        ]
    )
    func damaged(text: String, problem: String) throws {
        let error = #expect(throws: TransferError.self) {
            try Self.all(try RecordReader(Array(text.utf8), named: "f", table: "People"))
        }
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }
}
