import Foundation
import Testing
import TestSupport

/// The pages for those who work on the code name files; what they say has to be right.
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
