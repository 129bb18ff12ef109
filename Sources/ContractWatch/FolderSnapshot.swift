import Contracts
import Foundation

/// The state of the files of a folder at one time, by which a later change is noticed: what of each file the system knows.
///
/// Links are followed, as when the folder is loaded. Editors write a new file and rename it over the old one, volumes and
/// `git checkout` put other files in the place of many: their numbers differ even where size and time do not.
struct FolderSnapshot: Sendable, Equatable {
    private struct Mark: Sendable, Equatable {
        var device: UInt64
        var number: UInt64
        var size: Int64
        var changed: Time
        /// The time at which the file's status changed, which no program can set back.
        var statusChanged: Time

        struct Time: Sendable, Equatable {
            var seconds: Int
            var nanoseconds: Int

            init(_ time: timespec) {
                seconds = time.tv_sec
                nanoseconds = time.tv_nsec
            }
        }

        init?(_ path: String) {
            var found = stat()
            guard stat(path, &found) == 0 else { return nil }
            device = UInt64(truncatingIfNeeded: found.st_dev)
            number = UInt64(truncatingIfNeeded: found.st_ino)
            size = Int64(found.st_size)
            #if canImport(Darwin)
            changed = Time(found.st_mtimespec)
            statusChanged = Time(found.st_ctimespec)
            #else
            changed = Time(found.st_mtim)
            statusChanged = Time(found.st_ctim)
            #endif
        }
    }

    private var marks: [String: Mark] = [:]
    private var unread: [FolderListing.Unread] = []

    /// Creates a snapshot of a folder; one that is not there is empty.
    ///
    /// - Complexity: O(*n*) in the number of files below it.
    init(_ folder: String) {
        guard let listing = try? FolderListing(folder) else { return }
        unread = listing.unread
        for path in listing.files { marks[path] = Mark("\(folder)/\(path)") }
    }

    /// The paths of files that are other ones than in an earlier snapshot, were added or taken away, in order.
    func changes(since earlier: FolderSnapshot) -> [String] {
        Set(marks.keys).union(earlier.marks.keys).filter { marks[$0] != earlier.marks[$0] }.sorted()
    }
}
