import Foundation

/// What tells whether the JSON files of a folder have changed: size, time of change and file number of each.
///
/// Editors write a new file and rename it over the old one; its number differs even where size and time do not.
struct FolderSnapshot: Sendable, Equatable {
    private struct Mark: Sendable, Equatable {
        var size: UInt64
        var changed: Date
        var number: UInt64
    }

    private var marks: [String: Mark] = [:]

    /// Looks at a folder; one that is not there is empty.
    ///
    /// - Complexity: O(*n*) in the number of files below it.
    init(_ folder: String) {
        let manager = FileManager.default
        let root = URL(filePath: folder).resolvingSymlinksInPath().path
        for path in (try? manager.subpathsOfDirectory(atPath: root)) ?? [] {
            guard path.hasSuffix(".json"), !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }),
                let found = try? manager.attributesOfItem(atPath: "\(root)/\(path)")
            else { continue }
            marks[path] = Mark(
                size: (found[.size] as? NSNumber)?.uint64Value ?? 0,
                changed: found[.modificationDate] as? Date ?? .distantPast,
                number: (found[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
            )
        }
    }

    /// The paths of files that are other ones than in an earlier look, were added or taken away, in order.
    func changes(since earlier: FolderSnapshot) -> [String] {
        Set(marks.keys).union(earlier.marks.keys).filter { marks[$0] != earlier.marks[$0] }.sorted()
    }
}
