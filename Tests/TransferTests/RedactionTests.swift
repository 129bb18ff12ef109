import Contracts
import Foundation
import JSON
import TestSupport
import Testing
import Transfer

@Suite("A redaction")
struct RedactionTests {
    private let contract: Contract
    private let redaction: Redaction

    init() throws {
        contract = try TemporaryFiles.withFolder(of: Self.files) { try ContractFolder.load($0) }
        redaction = Redaction(contract, key: Array("key".utf8))
    }

    private static let files = [
        "service.json": #"{"$schema": "meta/service.schema.json", "service": "people"}"#,
        "records/person.json": """
        {"$schema": "https://json-schema.org/draft/2020-12/schema",
         "type": "object", "required": ["id"], "properties": {
          "id": {"type": "string", "minLength": 1, "understudy": {"personal": "identifier"}},
          "mail": {"type": "string", "format": "email"},
          "name": {"type": "string", "understudy": {"personal": "name"}},
          "count": {"type": "integer"},
          "notes": {"type": "array", "items": {"$ref": "#/$defs/note"}}},
         "$defs": {"note": {"type": "object", "properties": {
          "phone": {"type": "string", "understudy": {"personal": "phone"}},
          "text": {"type": "string", "understudy": {"personal": "text"}},
          "note": {"$ref": "#/$defs/note"}}}}}
        """,
        "tables/people.json": table("People"),
        "tables/others.json": table("Others"),
    ]

    private static func table(_ name: String) -> String {
        """
        {"$schema": "../meta/table.schema.json", "TableName": "\(name)",
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
         "BillingMode": "PAY_PER_REQUEST", "record": {"$ref": "../records/person.json"}}
        """
    }

    @Test("replaces what is marked, and addresses, wherever they are, and nothing else")
    func marks() throws {
        let item: JSONObject = [
            "id": "erika@real.example", "mail": "Erika@real.example", "name": "Erika", "count": 3,
            "notes": [["phone": "+49 (30) 123-45", "text": "Call me: 7 pm!", "note": ["text": "Élan"]]],
        ]
        let made = redaction.redacted(item, of: "People")
        let text = JSONValue.object(made).compactText
        for part in ["erika", "Erika", "real", "123-45", "Call", "lan"] { #expect(!text.contains(part)) }
        #expect(made.names == item.names)
        #expect(made["count"] == 3)
        #expect(made["mail"]?.stringValue?.hasSuffix("@example.com") == true)
        let note = made["notes"]?[JSONPointer(tokens: ["0"])]
        #expect(
            note?["phone"]?.stringValue?.contains(#/^\+[0-9]{2} \([0-9]{2}\) [0-9]{3}-[0-9]{2}$/#) == true
        )
        #expect(note?["text"]?.stringValue == "Lore ip: 0 ol!")
        #expect(note?["note"]?["text"]?.stringValue?.count == 4)
    }

    @Test("replaces a value by the same other one in every table, and by another with another key")
    func consistent() throws {
        func made(_ redaction: Redaction, _ id: String, _ table: String) -> JSONValue? {
            redaction.redacted(["id": .string(id)], of: table)["id"]
        }
        #expect(made(redaction, "a", "People") == made(redaction, "a", "Others"))
        #expect(made(redaction, "a", "People") != made(redaction, "b", "People"))
        #expect(
            made(Redaction(contract, key: Redaction.newKey()), "a", "People")
                != made(redaction, "a", "People")
        )
        let all = Set((0..<2_000).compactMap { made(redaction, "\($0)", "People") })
        #expect(all.count == 2_000)
        let mails = ["A@example.com", "a@example.com"].map {
            redaction.redacted(["mail": .string($0)], of: "People")
        }
        #expect(mails[0] == mails[1])
    }

    @Test("makes the beginning of a text the beginning of what takes its place")
    func prefix() throws {
        func made(_ text: String) throws -> String {
            let item: JSONObject = ["notes": [["text": .string(text)]]]
            let note = redaction.redacted(item, of: "People")["notes"]?[JSONPointer(tokens: ["0"])]
            return try #require(note?["text"]?.stringValue)
        }
        let text = "Grüße aus 東京, 10 Uhr 👩‍🚀"
        let whole = try made(text)
        for count in 1...text.unicodeScalars.count {
            let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
            #expect(whole.unicodeScalars.starts(with: try made(start).unicodeScalars))
        }
        #expect(whole.unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test("also redacts records that break their schema, and leaves tables without marks alone")
    func broken() throws {
        #expect(redaction.redacted(["mail": "x", "count": "many"], of: "People")["mail"] != "x")
        #expect(redaction.redacted(["mail": "x"], of: "Nothing") == ["mail": "x"])
        #expect(redaction.tablesWithoutMarks.isEmpty)
    }
}
