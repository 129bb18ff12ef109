import Foundation

/// What only the start of a server needs of the memory: the code that reads and checks files.
enum StartMemory {
    /// Gives it back to the system a second after the start, so that the first answers do not wait for what they need again.
    ///
    /// What is needed later is mapped again from the program's file when it is used.
    ///
    /// Of some 47 MB that the mock has after its start this leaves a good half. Nothing is given back where there is no `/proc`, and
    /// by a debug build: a debugger's breakpoints are in the code's pages.
    /// - Complexity: O(*n*) in the number of the process's mappings and of the code's pages, less than a millisecond.
    static func releaseLater() async {
        #if !DEBUG
        guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        for range in codeRanges { madvise(range.start, range.count, MADV_DONTNEED) }
        #endif
    }

    /// The mappings of code from files, by proc(5): `00400000-0400f000 r-xp 00000000 fe:00 162 /usr/bin/program`.
    private static var codeRanges: [(start: UnsafeMutableRawPointer, count: Int)] {
        guard let maps = FileManager.default.contents(atPath: "/proc/self/maps") else { return [] }
        return String(decoding: maps, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count == 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { return nil }
            let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]) else {
                return nil
            }
            return (start, Int(bounds[1] - bounds[0]))
        }
    }
}
