import AsyncHTTPClient
import Lambda
import NIOCore
import NIOHTTP1
import Synchronization

/// A reader of a response's body within limits of size and time.
struct BodyReader: Sendable {
    /// The number of bytes of a body that are read without a permit for large bodies.
    private static let smallBody = 256 << 10

    /// The limits.
    let limits: HTTPEndpointLimits
    /// The permits of large bodies: only some are read at the same time, so that they never fill the memory.
    let largeBodies: Semaphore

    /// Reads the body in pieces, so that one that is too large is abandoned before it fills the memory.
    ///
    /// The time of waiting for other bodies does not count.
    /// - Throws: ``Lambda/EndpointError`` at the deadline and at the limit, or the error of the connection.
    func body(of head: HTTPClientResponse, deadline: NIODeadline) async throws -> [UInt8] {
        let end = Deadline(deadline)
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await read(head, end) }
            group.addTask {
                while let remaining = end.remaining { try await Task.sleep(nanoseconds: remaining) }
                throw EndpointError.timedOut(phase: "the rest of the answer", seconds: limits.totalSeconds)
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    private func read(_ head: HTTPClientResponse, _ end: Deadline) async throws -> [UInt8] {
        var body: [UInt8] = []
        if let length = head.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > 0 {
            body.reserveCapacity(min(length, Self.smallBody))
        }
        var isLarge = false
        do {
            for try await piece in head.body {
                guard piece.readableBytes <= limits.answerBytes - body.count else {
                    throw EndpointError.tooLarge(limit: limits.answerBytes)
                }
                if !isLarge, body.count + piece.readableBytes > Self.smallBody {
                    try await end.extending { try await largeBodies.acquire() }
                    isLarge = true
                }
                body.append(contentsOf: piece.readableBytesView)
            }
        } catch {
            if isLarge { await largeBodies.release() }
            throw error
        }
        if isLarge { await largeBodies.release() }
        return body
    }
}

/// A deadline that can be extended.
private final class Deadline: Sendable {
    private let time: Mutex<NIODeadline>
    private let isWaiting = Mutex(false)

    init(_ time: NIODeadline) {
        self.time = Mutex(time)
    }

    /// The remaining nanoseconds; `nil` after the deadline.
    var remaining: UInt64? {
        let nanoseconds = (time.withLock(\.self) - .now()).nanoseconds
        if nanoseconds > 0 { return UInt64(nanoseconds) }
        return isWaiting.withLock(\.self) ? 10_000_000 : nil
    }

    /// Extends the deadline by the duration of an operation.
    func extending(_ body: () async throws -> Void) async throws {
        let start = NIODeadline.now()
        isWaiting.withLock { $0 = true }
        defer {
            time.withLock { $0 = $0 + (NIODeadline.now() - start) }
            isWaiting.withLock { $0 = false }
        }
        try await body()
    }
}
