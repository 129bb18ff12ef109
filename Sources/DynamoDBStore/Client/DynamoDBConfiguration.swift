public import Foundation
public import Tables

/// Where DynamoDB is, and how it is used.
public struct DynamoDBConfiguration: Sendable {
    /// The origin of the service.
    public var endpoint: ServiceEndpoint
    /// The region, for which requests are signed.
    public var region: String
    /// The keys that sign requests.
    public var credentials: Credentials
    /// How requests are repeated.
    public var retries: RetryPolicy
    /// How long one attempt of a request may take, in milliseconds.
    public var timeoutMilliseconds: Int

    /// How long an attempt may take at DynamoDB.
    private static let standardTimeoutMilliseconds = 5_000
    /// How long an attempt may take at an emulator on this machine.
    private static let localTimeoutMilliseconds = 60_000

    /// Creates a configuration.
    public init(
        endpoint: ServiceEndpoint,
        region: String,
        credentials: Credentials,
        retries: RetryPolicy = RetryPolicy(),
        timeoutMilliseconds: Int = 5_000
    ) {
        self.endpoint = endpoint
        self.region = region
        self.credentials = credentials
        self.retries = retries
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Creates a configuration from the environment and the shared files, by AWS's standard chain.
    ///
    /// On this machine's own address there is no need for credentials or a region: emulators take any.
    ///
    /// Source: AWS SDKs and Tools Reference Guide, "Standardized credential providers" and "AWS Region".
    /// - Parameters:
    ///   - endpoint: The origin of the service; by default that of `AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL`, or of
    ///     the region.
    ///   - environment: The environment variables.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when there is no region, or the endpoint is no URL.
    public init(
        endpoint: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(TableStoreError) {
        let text =
            endpoint ?? environment.nonEmpty("AWS_ENDPOINT_URL_DYNAMODB")
            ?? environment.nonEmpty("AWS_ENDPOINT_URL")
        let profile = ProfileFiles(environment)
        var region =
            environment.nonEmpty("AWS_REGION") ?? environment.nonEmpty("AWS_DEFAULT_REGION")
            ?? profile["region"]
        var sources: [any CredentialSource] = [EnvironmentCredentials(environment: environment), profile]
        if let text {
            guard let chosen = ServiceEndpoint(text) else {
                throw .unavailable(reason: "'\(text)' is no endpoint; give one such as http://127.0.0.1:8000")
            }
            self.endpoint = chosen
            if chosen.isLocal { region = region ?? "us-east-1" }
        } else {
            self.endpoint = ServiceEndpoint(region: region ?? "")
        }
        guard let region else {
            throw .unavailable(
                reason: "there is no AWS region; set AWS_REGION, or 'region' in the profile of ~/.aws/config"
            )
        }
        if self.endpoint.isLocal, text != nil {
            let local = AWSCredentials(accessKeyID: "local", secretAccessKey: "local")
            sources.append(FixedCredentials(credentials: local))
        } else {
            sources.append(ContainerCredentials(environment: environment))
            sources.append(InstanceCredentials(environment: environment))
        }
        self.region = region
        credentials = Credentials(sources)
        retries = RetryPolicy()
        // An emulator may take long, and need not know idempotency tokens: one that is asked again too early writes twice.
        timeoutMilliseconds =
            self.endpoint.isLocal ? Self.localTimeoutMilliseconds : Self.standardTimeoutMilliseconds
    }
}

extension [String: String] {
    /// The value of a variable that is set to something.
    func nonEmpty(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
