import Foundation
import JSON
import Synchronization
import Testing

@testable import DynamoDBStore

/// A proxy before an emulator that makes things go wrong, and notes what it was sent.
final class FaultProxy: Sendable {
    /// A request that the proxy has got.
    struct Request: Sendable {
        var operation: String
        var body: JSONValue
        var fault: ServiceFault?
        /// The id of the key that has signed it.
        var keyID: Substring?

        /// The idempotency token of a transaction.
        var token: String? { body["ClientRequestToken"]?.stringValue }
    }

    /// Where it listens.
    let endpoint: ServiceEndpoint
    private let listener: Int32
    private let upstream: UInt16
    private let lateSeconds: Double
    private let choose: @Sendable (_ operation: String, _ number: Int) -> ServiceFault?
    private let log = Mutex<[Request]>([])
    private let connections = Mutex(0)

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - upstream: The emulator.
    ///   - lateSeconds: How late an answer comes that comes too late.
    ///   - choose: Chooses what goes wrong with a request, by its operation and its number, from 0.
    /// - Throws: An error when it cannot listen.
    init(
        _ upstream: String,
        lateSeconds: Double = 1,
        choose: @escaping @Sendable (_ operation: String, _ number: Int) -> ServiceFault?
    ) throws {
        self.upstream = try #require(upstream.split(separator: ":").last.flatMap { UInt16($0) })
        self.lateSeconds = lateSeconds
        self.choose = choose
        let (listener, port) = try #require(MessageSocket.listen())
        self.listener = listener
        endpoint = try #require(ServiceEndpoint("http://127.0.0.1:\(port)"))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { return }
                self.connections.withLock { $0 += 1 }
                Thread.detachNewThread { self.serve(MessageSocket(connection)) }
            }
        }
    }

    /// Stops to listen.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The requests so far, in the order in which they came.
    var requests: [Request] { log.withLock { $0 } }

    /// How many connections were made.
    var connectionCount: Int { connections.withLock { $0 } }

    private func serve(_ socket: MessageSocket) {
        guard let service = MessageSocket(port: upstream) else { return }
        while let request = socket.read() {
            let operation = request.header("X-Amz-Target")?.split(separator: ".").last.map(String.init) ?? ""
            let body = (try? JSONValue(parsing: request.body)) ?? .null
            let fault = log.withLock { log in
                let fault = choose(operation, log.count)
                let key = request.header("Authorization")?.split(separator: "Credential=").last
                let keyID = key?.split(separator: "/").first
                log.append(Request(operation: operation, body: body, fault: fault, keyID: keyID))
                return fault
            }
            guard answer(request, body, operation, fault, service, socket) else { return }
        }
    }

    /// Answers a request.
    ///
    /// - Returns: Whether the connection stays open.
    private func answer(
        _ request: MessageSocket.Message,
        _ body: JSONValue,
        _ operation: String,
        _ fault: ServiceFault?,
        _ service: MessageSocket,
        _ socket: MessageSocket
    ) -> Bool {
        switch fault {
        case .throttling:
            socket.write(Self.error(400, "ProvisionedThroughputExceededException"))
            return true
        case .failure:
            socket.write(Self.error(500, "InternalServerError"))
            return true
        case .expired:
            socket.write(Self.error(400, "ExpiredTokenException"))
            return true
        case .dropped:
            return false
        case .conflict:
            let count = body["TransactItems"]?.arrayValue?.count ?? 1
            let reasons = JSONValue.array(
                (0..<count).map { ["Code": $0 == 0 ? "TransactionConflict" : "None"] }
            )
            socket.write(
                Self.error(400, "TransactionCanceledException", ["CancellationReasons": reasons])
            )
            return true
        default:
            break
        }
        var request = request
        var rest: JSONObject = [:]
        if fault == .partial { (request.body, rest) = Self.split(body) }
        service.write(request.with([]))
        guard var answer = service.read() else { return false }
        if !rest.isEmpty, var object = (try? JSONValue(parsing: answer.body))?.objectValue {
            object["UnprocessedKeys"] = .object(rest)
            answer.body = JSONValue.object(object).serialized()
        }
        let checksum = [("x-amz-crc32", "\(CRC32.checksum(answer.body))")]
        switch fault {
        case .lateFailure:
            socket.write(Self.error(500, "InternalServerError"))
        case .lateDropped:
            return false
        case .half:
            let bytes = answer.with(checksum)
            socket.write(Array(bytes.prefix(bytes.count - max(1, answer.body.count / 2))))
            return false
        case .stalled:
            let bytes = answer.with(checksum)
            socket.write(Array(bytes.prefix(bytes.count - max(1, answer.body.count / 2))))
            Thread.sleep(forTimeInterval: lateSeconds)
            return false
        case .damaged:
            if let place = answer.body.indices.last { answer.body[place / 2] ^= 1 }
            socket.write(answer.with(checksum))
        case .timeout:
            Thread.sleep(forTimeInterval: lateSeconds)
            socket.write(answer.with(checksum))
        default:
            socket.write(answer.with(checksum))
        }
        return true
    }

    /// Splits a batch of reads into a request for its first half, and the keys of its second one.
    private static func split(_ body: JSONValue) -> (request: [UInt8], rest: JSONObject) {
        var first = JSONObject()
        var rest = JSONObject()
        for member in body["RequestItems"]?.objectValue ?? [:] {
            let keys = member.value["Keys"]?.arrayValue ?? []
            let count = (keys.count + 1) / 2
            for (part, chosen) in [(true, keys.prefix(count)), (false, keys.dropFirst(count))]
            where !chosen.isEmpty {
                let value: JSONValue = ["Keys": .array(Array(chosen)), "ConsistentRead": true]
                if part { first[member.name] = value } else { rest[member.name] = value }
            }
        }
        return (JSONValue.object(["RequestItems": .object(first)]).serialized(), rest)
    }

    private static func error(_ status: Int, _ type: String, _ more: JSONObject = [:]) -> [UInt8] {
        var body: JSONObject = [
            "__type": .string("com.amazonaws.dynamodb.v20120810#\(type)"), "message": "A fault.",
        ]
        for member in more { body[member.name] = member.value }
        let head = "HTTP/1.1 \(status) Fault\r\nContent-Type: application/x-amz-json-1.0"
        return MessageSocket.Message(head: head, body: JSONValue.object(body).serialized()).with([])
    }
}
