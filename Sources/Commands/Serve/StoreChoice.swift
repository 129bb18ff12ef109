import ArgumentParser
import SQLiteStore
import Sessions
import Tables

/// Where records are kept: the values of `--store`.
enum StoreChoice: ExpressibleByArgument {
    /// In memory: they end with the process.
    case memory
    /// In an SQLite file.
    case sqlite(path: String)

    init?(argument: String) {
        let scheme = "sqlite:"
        if argument == "memory" {
            self = .memory
        } else if argument.hasPrefix(scheme), argument.utf8.count > scheme.utf8.count {
            self = .sqlite(path: String(argument.dropFirst(scheme.count)))
        } else {
            return nil
        }
    }

    /// The value as it is written on the command line.
    var defaultValueDescription: String {
        switch self {
        case .memory: "memory"
        case .sqlite(let path): "sqlite:\(path)"
        }
    }

    /// Returns the sessions of a mock, with those that an earlier one has left in the file.
    ///
    /// - Throws: ``CommandLineError`` when the file cannot be used.
    func registry(
        _ initialState: SessionSnapshot,
        options: SessionOptions,
        make: @escaping FunctionFactory
    ) throws(CommandLineError) -> SessionRegistry {
        switch self {
        case .memory:
            return SessionRegistry(initialState, options: options, make: make)
        case .sqlite(let path):
            do throws(TableStoreError) {
                let storage = SQLiteSessionStorage(
                    spaces: try SQLiteSpaces(path),
                    definitions: initialState.tables.definitions
                )
                return try SessionRegistry(initialState, keptIn: storage, options: options, make: make)
            } catch {
                throw CommandLineError("--store sqlite:\(path): \(error.description)")
            }
        }
    }
}
