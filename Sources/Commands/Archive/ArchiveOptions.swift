import Archive
import ArgumentParser
import Contracts
import Foundation
import JSON
import SQLiteStore
import Sessions
import Tables

/// The options of `archive`: a store, and the folder of an archive.
struct ArchiveOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the records are: the file of a mock that has ended, or tables in DynamoDB.",
            valueName: "sqlite:file|dynamodb[:url]"
        )
    )
    var store: StoreChoice

    @OptionGroup var tablePrefix: TablePrefixOption

    @Option(help: ArgumentHelp("The session whose records they are, in a file.", valueName: "name"))
    var session = SessionName.standard.description

    @Option(help: ArgumentHelp("The folder of the archive.", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(
        help: ArgumentHelp(
            "The time by which records are due, in milliseconds since 1970 or as 2026-01-31T00:00:00Z; now by default.",
            valueName: "time"
        )
    )
    var at: String?

    func validate() throws {
        if case .memory = store {
            throw ValidationError(
                "--store memory ends with its mock; give --store sqlite:FILE or --store dynamodb"
            )
        }
        guard !folder.isEmpty else {
            throw ValidationError("--folder is empty; name the folder of the archive")
        }
        guard at == nil || time != nil else {
            throw ValidationError("--at '\(at ?? "")' is no time; use one such as 2026-01-31T00:00:00Z")
        }
    }

    /// The time by which records are due, in milliseconds since 1970.
    var now: Int { time ?? ReferenceEnvironment.systemTime }

    private var time: Int? {
        at.flatMap { text in Int(text) ?? TimeUnit.rfc3339.milliseconds(of: .string(text)) }
    }

    /// Opens the store; records do not expire while it is open.
    ///
    /// - Throws: ``CommandLineError`` when it cannot be used.
    func openStore(_ contract: Contract) throws(CommandLineError) -> any TableStore {
        switch store {
        case .memory, .dynamoDB:
            return try store.dynamoDBStore(of: contract, prefix: tablePrefix.tablePrefix)
        case .sqlite(let path):
            // Before the file is opened, since that would make it.
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandLineError("--store sqlite:\(path): there is no such file; check the path")
            }
            do throws(TableStoreError) {
                let spaces = try SQLiteSpaces(reading: path)
                guard try spaces.names().contains(session) else { throw try spaces.unknownSession(session) }
                return try SQLiteStore(path, contract.tables.map(\.definition), space: session)
            } catch {
                throw CommandLineError("--store sqlite:\(path): \(error.description)")
            }
        }
    }

    /// Opens the folder.
    ///
    /// - Throws: ``CommandLineError`` when it cannot be used.
    func openFolder(makingIfMissing isNew: Bool) throws(CommandLineError) -> ArchiveFolder {
        do throws(ArchiveError) {
            return try ArchiveFolder(folder, makingIfMissing: isNew)
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
