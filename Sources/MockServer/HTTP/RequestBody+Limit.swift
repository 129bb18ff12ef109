import HummingbirdCore
import NIOCore

extension RequestBody {
    /// Collects the body; returns `nil` as soon as it exceeds the limit, without buffering more.
    ///
    /// - Parameters:
    ///   - limit: The maximum size of the body, in bytes.
    ///   - announced: The `Content-Length`, so that a body that is too large need not be read.
    /// - Returns: The body; `nil` when it is too large.
    /// - Throws: The connection's error when it ends early.
    func bytes(upTo limit: Int, announced: Int?) async throws -> [UInt8]? {
        guard announced ?? 0 <= limit else { return nil }
        var bytes: [UInt8] = []
        if let announced { bytes.reserveCapacity(Swift.max(0, announced)) }
        for try await piece in self {
            guard piece.readableBytes <= limit - bytes.count else { return nil }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }
}
