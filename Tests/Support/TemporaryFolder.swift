public import Foundation

/// A folder that goes away with the value.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let url = FileManager.default.temporaryDirectory.appending(path: "understudy-\(UUID().uuidString)")

    /// Makes an empty folder.
    ///
    /// - Throws: An error of Foundation when it cannot be made.
    public init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
