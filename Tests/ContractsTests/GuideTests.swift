import Contracts
import Foundation
import TestSupport
import Testing

/// `Contracts/README.md` shows a complete contract, file by file; what it shows has to be right.
@Suite("The guide to writing contracts")
struct GuideTests {
    @Test(
        "shows a folder that the linter has nothing to say about, after each of its parts",
        arguments: 1...3
    )
    func part(_ last: Int) throws {
        let guide = try Guide()
        let files = guide.files { $0 <= last }
        try #require(files.count > guide.files { $0 < last }.count, "part \(last) shows no file")
        let diagnostics = try TemporaryFiles.withFolder(of: files) { folder in
            try Linter.lint(
                folder: folder,
                metaSchemas: ProjectFolder.metaSchemas
            )
        }
        #expect(diagnostics.map(String.init(describing:)) == [])
    }

    @Test("shows every kind of file that a contract folder holds")
    func kinds() throws {
        let folders = Set(try Guide().files { _ in true }.keys.compactMap { $0.split(separator: "/").first })
        #expect(folders == ["service.json", "actions", "records", "tables", "scenarios"])
    }
}

/// The files that the guide shows: a path in backquotes alone on its line, then a block of JSON.
private struct Guide {
    private let blocks: [(part: Int, path: String, text: String)]

    init() throws {
        let page = try String(
            contentsOf: Project.root.appending(path: "Contracts/README.md"),
            encoding: .utf8
        )
        let file = /\n## (?<part>\d)|\n`(?<path>[^`\n]+\.json)`\n\n```json\n(?<text>[^`]*)```/
        var part = 0
        var blocks: [(part: Int, path: String, text: String)] = []
        for match in page.matches(of: file) {
            if let number = match.output.part.flatMap({ Int($0) }) {
                part = number
            } else if let path = match.output.path, let text = match.output.text {
                blocks.append((part, String(path), String(text)))
            }
        }
        self.blocks = blocks
    }

    /// The texts by path of the parts that a predicate selects.
    func files(inParts isIncluded: (Int) -> Bool) -> [String: String] {
        Dictionary(blocks.filter { isIncluded($0.part) }.map { ($0.path, $0.text) }) { _, last in last }
    }
}
