import Contracts
import Foundation

/// A fixture as a file, one item a line.
struct FixtureFile {
    private let fixture: Fixture

    /// Creates the file of a fixture.
    init(_ fixture: Fixture) {
        self.fixture = fixture
    }

    /// Writes the fixture, and makes the folder that it is written into.
    ///
    /// - Parameter path: The file; standard output when `nil`.
    /// - Throws: ``CommandLineError`` when there is no such place, and what the file system throws, such as that the
    ///   disk is full.
    func write(to path: String?) throws {
        let file = try Self.destination(path)
        var writer = try FixtureWriter(file, description: fixture.description, clock: fixture.clock)
        for table in fixture.tables {
            writer.beginTable(table.name)
            for item in table.items { try writer.write(item) }
        }
        try writer.finish()
    }

    private static func destination(_ path: String?) throws(CommandLineError) -> FileHandle {
        guard let path else { return .standardOutput }
        try? FileManager.default.createDirectory(
            atPath: FolderPath.parent(of: path),
            withIntermediateDirectories: true
        )
        // Written in place: `createFile` would put a new file in the place of a device or a link.
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandLineError("'\(path)' cannot be written; name a file in a folder that can be made")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
