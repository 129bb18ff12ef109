import Foundation
import Testing
import TestSupport

/// The pages for those who work on the code name files and draw targets; what they say has to be right.
@Suite("The pages about the code")
struct PageTests {
    @Test(
        "name files and folders that there are",
        arguments: [
            "README.md", "Sources/README.md", "Tests/README.md", ".github/CONTRIBUTING.md",
        ]
    )
    func paths(_ name: String) throws {
        let page = try Page(name)
        let paths = page.paths
        try #require(!paths.isEmpty, "no path of \(name) is found")
        let missing = paths.filter { path in
            [ProjectFolder.root, page.folder].allSatisfy { folder in
                !FileManager.default.fileExists(atPath: folder.appending(path: path).path)
            }
        }
        #expect(missing == [])
    }

    @Test("list each folder of Sources once")
    func targets() throws {
        let rows = try Page("Sources/README.md").text.split(separator: "## Glossary")[0]
            .matches(of: /\n\| (?<names>`\w+`(?:, `\w+`)*) \|/)
        let listed = rows.flatMap { $0.output.names.matches(of: /\w+/).map { String($0.output) } }
        #expect(listed.sorted() == (try Self.folders()).sorted())
    }

    @Test("draw an arrow for every import between targets, and none besides")
    func arrows() throws {
        let page = try Page("Sources/README.md").text
        var arrows: [String: Set<String>] = [:]
        for line in page.matches(of: /\n    (?<from>\w+) --> (?<to>[\w &]+)/) {
            let targets = line.output.to.split(separator: " & ").map { String($0) }
            arrows[String(line.output.from), default: []].formUnion(targets)
        }
        let folders = try Self.folders()
        for folder in folders {
            let imported = try Self.imports(of: folder).intersection(folders)
            let drawn = arrows[folder] ?? []
            #expect(imported.subtracting(Self.reached(from: folder, arrows)) == [], "no arrow from \(folder)")
            #expect(drawn.subtracting(imported) == [], "an arrow too many from \(folder)")
        }
    }

    /// The names of the folders of `Sources`.
    private static func folders() throws -> Set<String> {
        let sources = ProjectFolder.root.appending(path: "Sources")
        return Set(
            try FileManager.default.contentsOfDirectory(atPath: sources.path)
                .filter { !$0.contains(".") }
        )
    }

    /// The modules that the files of a target import.
    private static func imports(of target: String) throws -> Set<String> {
        let folder = ProjectFolder.root.appending(path: "Sources/\(target)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try files.filter { $0.hasSuffix(".swift") }.reduce(into: []) { modules, file in
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let lines = text.matches(of: /(?:^|\n)(?:public |internal )?import (?<module>\w+)/)
            modules.formUnion(lines.map { String($0.output.module) })
        }
    }

    /// The targets that arrows lead to from a target.
    private static func reached(from start: String, _ arrows: [String: Set<String>]) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [start]
        while let next = waiting.popLast() {
            for target in arrows[next] ?? [] where reached.insert(target).inserted { waiting.append(target) }
        }
        return reached
    }
}

/// A page of the repository.
private struct Page {
    let folder: URL
    let text: String

    init(_ name: String) throws {
        let file = ProjectFolder.root.appending(path: name)
        folder = file.deletingLastPathComponent()
        text = try String(contentsOf: file, encoding: .utf8)
    }

    /// The paths in backquotes that can only be the repository's, without those that have placeholders in capitals.
    var paths: [String] {
        // What is beside the repository need not be there.
        let others = ["..", "AREA", "NAME", "NAME.json"]
        let folders = ["Contracts", "Fixtures", "Scripts", "Sources", "Tests", ".ci", ".github"]
        return text.matches(of: /`(?<path>[\w.+\/-]+)`/).map { String($0.output.path) }.filter { path in
            let names = path.split(separator: "/")
            guard names.count > 1, !names.contains(where: { others.contains(String($0)) }) else {
                return path.hasSuffix(".swift")
            }
            return path.hasSuffix(".swift") || folders.contains(String(names[0]))
                || FileManager.default.fileExists(atPath: folder.appending(path: String(names[0])).path)
        }
    }
}
