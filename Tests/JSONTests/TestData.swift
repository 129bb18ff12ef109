import Foundation
import Testing
import TestSupport

/// Where the test suites of others lie, if they are here.
enum TestData {
    /// JSONTestSuite's parsing tests.
    static let parsingSuite = PublicSuite.jsonParsing.folder?.appendingPathComponent("test_parsing")

    /// A file's name and bytes.
    struct File: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]

        var testDescription: String { name }
    }

    /// The files whose names start with a prefix, in the order of their names.
    static func files(in folder: URL?, prefix: String) -> [File] {
        guard let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            return []
        }
        return names.filter { $0.hasPrefix(prefix) }.sorted().compactMap { name in
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { return nil }
            return File(name: name, bytes: [UInt8](data))
        }
    }
}

/// A small generator of repeatable random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
