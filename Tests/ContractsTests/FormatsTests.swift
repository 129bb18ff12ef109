import Contracts
import JSON
import JSONSchema
import Testing

@Suite("The meaning of format")
struct FormatsTests {
    /// The sample folder with a text that has to be an e-mail address, and what `service.json` says of formats.
    private static func folder(_ formats: String?) throws -> SampleFolder {
        var folder = try SampleFolder()
        folder.files["service.json"] = SampleFolder.service.replacing(
            #""service": "notes","#,
            with: #""service": "notes","# + (formats.map { #" "formats": "\#($0)","# } ?? "")
        )
        folder.files["actions/notes/add.json"] = SampleFolder.add.replacing(
            #""text": {"type": "string", "minLength": 1}"#,
            with: #""text": {"type": "string", "format": "email"}"#
        )
        return folder
    }

    @Test(
        "is what service.json says, in requests as in examples",
        arguments: [("assert", true), (nil, true), ("annotate", false)] as [(String?, Bool)]
    )
    func meaning(formats: String?, isAsserted: Bool) throws {
        // Both examples say "Milk" and "Bread" where an address is asked for.
        let folder = try Self.folder(formats)
        try folder.withFolders { contracts, _ in
            let errors = try Linter.lint(folder: contracts).filter { $0.severity == .error }
            #expect(errors.contains { $0.message.contains("must be of the format email") } == isAsserted)
        }
        var right = folder
        for (path, text) in folder.files where path == "actions/notes/add.json" {
            right.files[path] = text.replacing("\"Milk\"", with: "\"ana@example.com\"")
                .replacing("\"Bread\"", with: "\"bob@example.com\"")
        }
        right.files["scenarios/add.json"] = nil
        try right.withFolders { contracts, _ in
            let contract = try ContractFolder.loadToRun(contracts)
            let schema = try #require(contract.action(named: "notes/add")).request.schema
            #expect(schema.isValid(["shelf_id": "s", "text": "ana@example.com"]))
            #expect(schema.isValid(["shelf_id": "s", "text": "Milk"]) != isAsserted)
        }
    }

    @Test(
        "is none where the name is misspelt, and lint says so",
        arguments: [("e-mail", true), ("datetime", true), ("date-tme", true), ("int64", false)]
    )
    func misspelt(name: String, isNear: Bool) throws {
        var folder = try SampleFolder()
        folder.files["actions/notes/add.json"] = SampleFolder.add.replacing(
            #""text": {"type": "string", "minLength": 1}"#,
            with: #""text": {"type": "string", "format": "\#(name)"}"#
        )
        try folder.withFolders { contracts, _ in
            let found = try Linter.lint(folder: contracts).filter { $0.message.contains("unknown format") }
            #expect(found.count == 1)
            #expect(found.first?.severity == (isNear ? .error : .warning))
            #expect(found.first?.pointer?.description == "/request/body/properties/text/format")
            #expect(found.first?.remedy.hasPrefix("did you mean") == isNear)
        }
    }
}
