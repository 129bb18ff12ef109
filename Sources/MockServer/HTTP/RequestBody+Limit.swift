import Hummingbird
import NIOCore

extension RequestBody {
    /// The whole body, or `nil` as soon as it is longer than the limit; nothing beyond the limit is kept.
    ///
    /// - Parameters:
    ///   - limit: The longest body that is taken, in bytes.
    ///   - announced: The length that the head announces, which spares reading what is too long anyway.
    /// - Returns: The body; `nil` when it is too long.
    /// - Throws: what the connection throws when it ends early.
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
