import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DynamoDBStore

@Suite("The credentials of DynamoDB")
struct CredentialTests {
    /// A server of credentials: answers by path, and notes what it was asked.
    private final class KeyServer: Sendable {
        let origin: String
        private let log = Mutex<[MessageSocket.Message]>([])
        private let listener: Int32

        var requests: [MessageSocket.Message] { log.withLock { $0 } }

        init(_ answer: @escaping @Sendable (_ start: String) -> (status: Int, body: String)) throws {
            let (listener, port) = try #require(MessageSocket.listen())
            self.listener = listener
            origin = "http://127.0.0.1:\(port)"
            Thread.detachNewThread { [weak self] in
                while true {
                    let connection = accept(listener, nil, nil)
                    guard connection >= 0, let self else { return }
                    Thread.detachNewThread {
                        let socket = MessageSocket(connection)
                        while let request = socket.read() {
                            self.log.withLock { $0.append(request) }
                            let (status, body) = answer(
                                request.head.split(separator: "\r\n").first.map(String.init) ?? ""
                            )
                            let message = MessageSocket.Message(
                                head: "HTTP/1.1 \(status) Status",
                                body: Array(body.utf8)
                            )
                            socket.write(message.with([]))
                        }
                    }
                }
            }
        }

        func stop() {
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
        }
    }

    private static func environment(_ more: [String: String] = [:]) -> [String: String] {
        ["HOME": "/nonexistent", "AWS_REGION": "eu-west-1", "AWS_EC2_METADATA_DISABLED": "true"].merging(more)
        {
            $1
        }
    }

    private static func current(_ environment: [String: String]) async throws -> AWSCredentials {
        try await DynamoDBConfiguration(environment: environment).credentials.current()
    }

    @Test("come from the environment first")
    func environment() async throws {
        let found = try await Self.current(
            Self.environment([
                "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/",
            ])
        )
        #expect(found == AWSCredentials(accessKeyID: "id", secretAccessKey: "secret", sessionToken: "token"))
        #expect(!"\(found)".contains("secret"))
    }

    private static func files() throws -> (folder: TemporaryFolder, environment: [String: String]) {
        let folder = try TemporaryFolder()
        let credentials = """
            [default]
            aws_access_key_id = first
            aws_secret_access_key=one # the first
            ; a comment
            [work]
            aws_access_key_id = second
            aws_secret_access_key = two
            aws_session_token = three
            [broken]
            aws_access_key_id = third
            """
        let config = """
            [default]
            region = eu-central-1
            s3 =
              region = of-no-concern
            [profile work]
            region = us-west-2
            [profile login]
            sso_session = company
            """
        let paths = ["credentials", "config"].map { folder.url.appending(path: $0) }
        try Data(credentials.utf8).write(to: paths[0])
        try Data(config.utf8).write(to: paths[1])
        let environment = [
            "HOME": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": paths[0].path,
            "AWS_CONFIG_FILE": paths[1].path, "AWS_EC2_METADATA_DISABLED": "true",
        ]
        return (folder, environment)
    }

    @Test("and the region come from the profile that is named", arguments: [nil, "default", "work"])
    func profiles(name: String?) async throws {
        let (folder, shared) = try Self.files()
        var environment = shared
        environment["AWS_PROFILE"] = name
        let configuration = try DynamoDBConfiguration(environment: environment)
        let found = try await configuration.credentials.current()
        if name == "work" {
            #expect(configuration.region == "us-west-2")
            #expect(found.secretAccessKey == "two")
            #expect(found.sessionToken == "three")
        } else {
            #expect(configuration.endpoint.origin == "https://dynamodb.eu-central-1.amazonaws.com")
            #expect(found == AWSCredentials(accessKeyID: "first", secretAccessKey: "one"))
        }
        withExtendedLifetime(folder) {}
    }

    @Test(
        "of a profile that has none say what helps",
        arguments: [
            ("nobody", "AWS_PROFILE"), ("broken", "aws_secret_access_key"), ("login", "export-credentials"),
        ]
    )
    func brokenProfiles(name: String, advice: String) async throws {
        let (folder, shared) = try Self.files()
        var environment = shared
        environment["AWS_PROFILE"] = name
        environment["AWS_REGION"] = "eu-west-1"
        let thrown = await #expect(throws: CredentialError.self) { try await Self.current(environment) }
        #expect(thrown?.description.contains(advice) == true)
        withExtendedLifetime(folder) {}
    }

    private static let key = """
        {"AccessKeyId": "fetched", "SecretAccessKey": "s", "Token": "t", "Expiration": "2100-03-01T00:00:00Z"}
        """

    @Test("come from the endpoint of a container, with its token")
    func container() async throws {
        let server = try KeyServer { _ in (200, Self.key) }
        defer { server.stop() }
        let folder = try TemporaryFolder()
        let token = folder.url.appending(path: "token")
        try Data("from a file\n".utf8).write(to: token)
        let found = try await Self.current(
            Self.environment([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.origin + "/role?x=1",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": token.path,
            ])
        )
        #expect(found.accessKeyID == "fetched")
        #expect(found.expiration == 4_107_542_400)
        #expect(server.requests.count == 1)
        #expect(server.requests.first?.head.hasPrefix("GET /role?x=1 ") == true)
        #expect(server.requests.first?.header("Authorization") == "from a file")
    }

    @Test(
        "are not asked for openly on other machines",
        arguments: [
            "http://example.com/role", "http://127.0.0.1.example.com/", "http://localhost@example.com/",
        ]
    )
    func openly(url: String) async throws {
        await #expect(throws: CredentialError.self) {
            try await Self.current(Self.environment(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]))
        }
    }

    @Test("come from the metadata of an instance, version 2")
    func instance() async throws {
        let server = try KeyServer { start in
            if start.hasPrefix("PUT /latest/api/token ") { return (200, "session") }
            if start.hasPrefix("GET /latest/meta-data/iam/security-credentials/ ") { return (200, "role\n") }
            return start.hasPrefix("GET /latest/meta-data/iam/security-credentials/role ")
                ? (200, Self.key) : (404, "")
        }
        defer { server.stop() }
        let found = try await Self.current(
            Self.environment([
                "AWS_EC2_METADATA_DISABLED": "false",
                "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.origin + "/",
            ])
        )
        #expect(found.sessionToken == "t")
        #expect(server.requests.first?.header("X-aws-ec2-metadata-token-ttl-seconds") == "21600")
        #expect(server.requests.dropFirst().allSatisfy { $0.header("X-aws-ec2-metadata-token") == "session" })
    }

    @Test("are missing with advice where there are none")
    func none() async throws {
        let thrown = await #expect(throws: CredentialError.self) {
            try await Self.current(Self.environment())
        }
        #expect(thrown?.description.contains("AWS_ACCESS_KEY_ID") == true)
        // An emulator on this machine takes any.
        let local = try DynamoDBConfiguration(
            endpoint: "http://127.0.0.1:8000",
            environment: ["HOME": "/nonexistent"]
        )
        #expect(try await local.credentials.current().accessKeyID == "local")
        #expect(local.region == "us-east-1")
        #expect(throws: (any Error).self) { try DynamoDBConfiguration(environment: ["HOME": "/nonexistent"]) }
    }

    /// A place that gives another key each time, or none.
    private actor ChangingSource: CredentialSource {
        private(set) var count = 0
        private let lifetime: Int
        private let failsAfter: Int

        init(lifetime: Int, failsAfter: Int = .max) {
            self.lifetime = lifetime
            self.failsAfter = failsAfter
        }

        func credentials() async throws(CredentialError) -> AWSCredentials? {
            count += 1
            guard count <= failsAfter else { throw CredentialError("the place is gone") }
            return AWSCredentials(
                accessKeyID: "\(count)",
                secretAccessKey: "s",
                expiration: 1_000 * count - 1_000 + lifetime
            )
        }
    }

    @Test("are replaced before they end, once for all who wait")
    func replaced() async throws {
        let source = ChangingSource(lifetime: 3_600)
        let clock = TestClock()
        clock.now = 0
        let credentials = Credentials([source]) { clock.now }
        #expect(try await credentials.current().accessKeyID == "1")
        clock.now = 3_299
        #expect(try await credentials.current().accessKeyID == "1")
        clock.now = 3_300
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<10 { group.addTask { try await credentials.current().accessKeyID } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids == ["2"])
        #expect(await source.count == 2)
        await credentials.forget()
        #expect(try await credentials.current().accessKeyID == "3")
    }

    @Test("are used to their end when there are no others")
    func kept() async throws {
        let clock = TestClock()
        clock.now = 0
        let credentials = Credentials([ChangingSource(lifetime: 600, failsAfter: 1)]) { clock.now }
        #expect(try await credentials.current().accessKeyID == "1")
        clock.now = 599
        #expect(try await credentials.current().accessKeyID == "1")
        clock.now = 600
        await #expect(throws: CredentialError("the place is gone")) { try await credentials.current() }
    }
}
