import Contracts
import Foundation
import Testing

@Suite("The linter")
struct LinterTests {
    @Test("finds nothing wrong with a folder that is right")
    func soundFolder() throws {
        #expect(try lines(of: SampleFolder()).isEmpty)
    }

    @Test("says where a mistake is, what it is, and what to do", arguments: Mistake.all)
    func mistake(_ mistake: Mistake) throws {
        var folder = try SampleFolder()
        if let old = mistake.old {
            let text = try #require(folder.files[mistake.file])
            try #require(text.contains(old), "the sample folder has no '\(old)'")
            folder.files[mistake.file] = text.replacing(old, with: mistake.new ?? "", maxReplacements: 1)
        } else {
            folder.files[mistake.file] = mistake.new
        }
        let report = try lines(of: folder).joined(separator: "\n")
        #expect(report == mistake.report, "\(report)")
    }

    @Test("lets a count be more than is counted where the contract says so, and never less", arguments: 1...3)
    func atLeast(stated: Int) throws {
        var folder = try SampleFolder()
        let exact = #""counts": {"table": "Notes", "by": "shelf_id"}"#
        folder.files["tables/shelves.json"]?.replace(exact, with: exact + #", "exact": false"#)
        folder.files["Fixtures/two.json"]?.replace(#""notes": 2"#, with: #""notes": \#(stated)"#)
        let below =
            "Fixtures/two.json:7:35: error: 'notes' is 1, but Notes counts 2 (at /tables/Shelves/0/notes); "
        let report = try lines(of: folder)
        #expect(report == (stated < 2 ? [below + "make it at least 2, or correct the items of Notes"] : []))
    }

    @Test("stops listing where nobody reads on, and says how many problems are left")
    func tooMany() throws {
        var folder = try SampleFolder()
        let items = (0..<600).map { #"{"shelf_id": "x\#($0)", "opened_at": 2, "changed_at": 1}"# }
        folder.files["Fixtures/two.json"] = """
            {
              "$schema": "../Contracts/meta/fixture.schema.json",
              "description": "Many shelves that changed before they opened.",
              "clock": 1767225600000,
              "tables": {"Shelves": [\(items.joined(separator: ", "))]}
            }
            """
        let lines = try lines(of: folder)
        #expect(lines.count == 501)
        #expect(
            lines.first == "Fixtures/two.json: error: 100 more problems were found;"
                + " correct these and lint again"
        )
    }

    /// The diagnostics as printed, with paths that start at the folders' names.
    private func lines(of folder: SampleFolder) throws -> [String] {
        try folder.withFolders { contracts, fixtures in
            let root = String(contracts.dropLast("Contracts".count))
            return try Linter.lint(folder: contracts, fixtures: fixtures).map { diagnostic in
                String(describing: diagnostic).replacing(root, with: "")
            }
        }
    }
}
