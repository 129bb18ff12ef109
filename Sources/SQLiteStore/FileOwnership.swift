import Foundation

/// A lock that says who writes to a database: stores together, or one mock alone.
///
/// Others may read meanwhile. It is on the file of the write-ahead log, on which SQLite takes no locks of its own: to close a file on which a process
/// has such locks would lose them. The log is there as long as a connection is, and the lock ends with the process.
final class FileOwnership: Sendable {
    private static let pauseMicroseconds: UInt32 = 10_000
    private let descriptor: Int32

    /// Takes the lock; called once a connection has opened the log.
    ///
    /// - Parameters:
    ///   - path: The path of the database.
    ///   - isAlone: Whether nobody else may write.
    ///   - milliseconds: How long to wait for others.
    /// - Throws: ``SQLiteFileError/owned`` when others keep it, ``SQLiteFileError/notWritable``.
    init(of path: String, isAlone: Bool, waiting milliseconds: Int) throws(SQLiteFileError) {
        let descriptor = open("\(path)-wal", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .notWritable }
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while flock(descriptor, (isAlone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
            guard ContinuousClock.now < end else {
                close(descriptor)
                throw .owned
            }
            usleep(Self.pauseMicroseconds)
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
