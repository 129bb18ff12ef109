import DynamoDBStore
import Foundation
import Tables
import TestSupport
import Testing

extension Emulator {
    /// A configuration of it, or of a proxy before it.
    func configuration(_ proxy: ServiceEndpoint? = nil) async throws -> DynamoDBConfiguration {
        let origin =
            if let proxy { proxy } else { try #require(ServiceEndpoint(try await endpoint())) }
        return DynamoDBConfiguration(
            endpoint: origin,
            region: "us-east-1",
            credentials: Credentials(AWSCredentials(accessKeyID: "test", secretAccessKey: "test")),
            retries: RetryPolicy(firstMilliseconds: 5, mostMilliseconds: 50),
            // Emulators are slow, and share the machine with the tests.
            timeoutMilliseconds: 60_000
        )
    }

    /// Makes a store of empty tables that no other test uses.
    func store(_ definitions: [TableDefinition]) async throws -> DynamoDBStore {
        let configuration = try await configuration()
        let prefix = "t\(UUID().uuidString.prefix(13))."
        let provisioner = TableProvisioner(configuration, prefix: prefix, pollMilliseconds: 20)
        for definition in definitions {
            for table in TableSpecification(definition).all { _ = try await provisioner.create(table) }
        }
        return DynamoDBStore(definitions, configuration, prefix: prefix)
    }
}
