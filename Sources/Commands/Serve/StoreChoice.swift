import ArgumentParser
import Contracts
import DynamoDBStore
import SQLiteStore
import Sessions
import Tables

/// Where records are kept: the values of `--store`.
enum StoreChoice: ExpressibleByArgument {
    /// In memory: they end with the process.
    case memory
    /// In an SQLite file.
    case sqlite(path: String)
    /// In DynamoDB's tables, which other processes may use as well; `nil` for the endpoint of the region.
    case dynamoDB(endpoint: String?)

    init?(argument: String) {
        let scheme = "sqlite:"
        if argument == "memory" {
            self = .memory
        } else if argument.hasPrefix(scheme), argument.utf8.count > scheme.utf8.count {
            self = .sqlite(path: String(argument.dropFirst(scheme.count)))
        } else if argument == "dynamodb" {
            self = .dynamoDB(endpoint: nil)
        } else if argument.hasPrefix("dynamodb:"), ServiceEndpoint(Self.endpoint(in: argument)) != nil {
            self = .dynamoDB(endpoint: Self.endpoint(in: argument))
        } else {
            return nil
        }
    }

    private static func endpoint(in argument: String) -> String {
        String(argument.dropFirst("dynamodb:".count))
    }

    /// The value as it is written on the command line.
    var defaultValueDescription: String {
        switch self {
        case .memory: "memory"
        case .sqlite(let path): "sqlite:\(path)"
        case .dynamoDB(endpoint: .none): "dynamodb"
        case .dynamoDB(endpoint: let endpoint?): "dynamodb:\(endpoint)"
        }
    }

    /// Where DynamoDB is, and how it is used.
    ///
    /// - Throws: ``CommandLineError`` for another store, or when there is no region.
    func dynamoDBConfiguration() throws(CommandLineError) -> DynamoDBConfiguration {
        guard case .dynamoDB(let endpoint) = self else {
            throw CommandLineError(
                "--store \(defaultValueDescription) is not DynamoDB; give --store dynamodb"
            )
        }
        do throws(TableStoreError) {
            return try DynamoDBConfiguration(endpoint: endpoint)
        } catch {
            throw CommandLineError("--store \(defaultValueDescription): \(error)")
        }
    }

    /// Creates the store of a contract's tables in DynamoDB.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - prefix: What the names of the tables begin with, before those of the contract.
    /// - Returns: The store; no request is sent.
    /// - Throws: ``CommandLineError`` for another store, or when there is no region.
    func dynamoDBStore(of contract: Contract, prefix: String) throws(CommandLineError) -> DynamoDBStore {
        DynamoDBStore(contract.tables.map(\.definition), try dynamoDBConfiguration(), prefix: prefix)
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
        case .memory, .dynamoDB:
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
