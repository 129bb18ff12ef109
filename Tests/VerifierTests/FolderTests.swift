import Foundation
import TestSupport
import Testing

/// `Sources/README.md` lists the folders of the verifier, each of which uses only those before it.
@Suite("The folders of the verifier")
struct FolderTests {
    private static let root = ProjectFolder.root.appending(path: "Sources/Verifier")

    /// A source file: the folder it is in, the types that it declares for others, and the names that it uses.
    private struct File {
        let name: String
        let folder: String
        let declared: Set<String>
        let used: Set<String>

        init?(_ path: String) throws {
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count > 1, path.hasSuffix(".swift") else { return nil }
            name = path
            folder =
                parts[0] != "Checks" ? parts[0] : parts.count > 2 ? "Checks/\(parts[1])" : "Checks"
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            // Names in comments and texts are no uses.
            let lines = text.split(separator: "\n").map { line in
                let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
                let code = quoted.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
                    .joined(separator: " ")
                return code.firstRange(of: "//").map { String(code[..<$0.lowerBound]) } ?? code
            }
            var declared: Set<String> = []
            for line in lines {
                let words = line.split(separator: " ")
                let declares = words.firstIndex {
                    ["struct", "enum", "class", "actor", "protocol"].contains($0)
                }
                guard let declares, line.first != " ", !words.contains("private"),
                    words.indices.contains(declares + 1)
                else { continue }
                declared.insert(String(words[declares + 1].prefix { $0.isLetter || $0.isNumber }))
            }
            self.declared = declared
            used = Set(
                lines.joined(separator: "\n").split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(
                    String.init
                )
            )
        }
    }

    private static func files() throws -> [File] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try paths.sorted().compactMap(File.init)
    }

    /// The folders that the page lists, in its order.
    private static func listed() throws -> [String] {
        let page = try String(
            contentsOf: ProjectFolder.root.appending(path: "Sources/README.md"),
            encoding: .utf8
        )
        let start = try #require(page.range(of: "The folders of `Verifier`"))
        let end = try #require(page.range(of: "## Targets"))
        return page[start.upperBound..<end.lowerBound].split(separator: "\n").compactMap { line in
            let prefix = "| `Verifier/"
            return line.hasPrefix(prefix)
                ? line.dropFirst(prefix.count).split(separator: "`").first.map(String.init) : nil
        }
    }

    @Test("use only those that the page lists before them, and no two of its checks each other")
    func order() throws {
        let files = try Self.files()
        let order = try Self.listed()
        func rank(_ folder: String) throws -> Int {
            let name = folder == "Checks" || folder.hasPrefix("Checks/") ? "Checks/*" : folder
            return try #require(order.firstIndex(of: folder) ?? order.firstIndex(of: name), "\(folder)")
        }
        var arrows: Set<[String]> = []
        for user in files {
            for file in files where file.folder != user.folder {
                let names = user.used.intersection(file.declared)
                guard !names.isEmpty else { continue }
                let isBefore = try rank(file.folder) <= rank(user.folder)
                #expect(isBefore, "\(user.name) uses \(names.sorted()) of \(file.name)")
                arrows.insert([user.folder, file.folder])
            }
        }
        #expect(arrows.count > order.count)
        for arrow in arrows { #expect(!arrows.contains(arrow.reversed()), "\(arrow)") }
    }
}
