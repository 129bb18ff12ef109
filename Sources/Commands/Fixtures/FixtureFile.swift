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

    /// Opens a file to write, and makes the folder that it is in.
    ///
    /// - Parameters:
    ///   - path: The file; standard output when `nil`.
    ///   - bytes: The number of bytes of an earlier content to go on after.
    /// - Returns: The file.
    /// - Throws: ``CommandLineError`` when there is no such place.
    static func destination(_ path: String?, keeping bytes: Int = 0) throws(CommandLineError) -> FileHandle {
        guard let path else { return .standardOutput }
        try? FileManager.default.createDirectory(
            atPath: FolderPath.parent(of: path),
            withIntermediateDirectories: true
        )
        // Written in place: `createFile` would put a new file in the place of a device or a link.
        let truncates = bytes == 0 ? O_TRUNC : 0
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | truncates | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandLineError("'\(path)' cannot be written; name a file in a folder that can be made")
        }
        if bytes > 0 {
            guard ftruncate(descriptor, off_t(bytes)) == 0, lseek(descriptor, 0, SEEK_END) == off_t(bytes)
            else {
                close(descriptor)
                throw CommandLineError(
                    "'\(path)' is not as it was left; delete the checkpoint to begin again"
                )
            }
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
