import Contracts
import Lambda

/// The parts of a transcript that a script needs.
enum Transcript {
    /// The exchanges without the reads before the last write that no later request takes a value from, or asks for again with a
    /// condition.
    ///
    /// A read after the last write may be the one that shows what was written.
    /// - Parameters:
    ///   - exchanges: The exchanges of an attempt.
    ///   - attempt: The attempt.
    ///   - shown: The numbers of the exchanges that show the finding, and what it differs from; they stay.
    /// - Returns: The exchanges that a script needs.
    static func shortened(
        _ exchanges: [RecordedExchange],
        of attempt: Attempt,
        showing shown: Set<Int> = []
    ) -> [RecordedExchange] {
        let lastWrite = exchanges.last { !isRead($0) }?.number ?? exchanges.last?.number ?? 0
        let sources = Set(
            RevealedValues(exchanges, among: attempt.revealed, prefix: attempt.prefix).variables
                .compactMap(\.source)
        )
        // An endpoint, or a cache before it, may have kept what it answered each time.
        let conditional = Set(
            exchanges.map(\.request).filter { $0.headers["If-None-Match"] != nil }.map {
                [$0.path, $0.rawQuery]
            }
        )
        return exchanges.filter { exchange in
            exchange.number >= lastWrite || shown.contains(exchange.number) || exchange.batch != nil
                || sources.contains(exchange.number) || !isRead(exchange)
                || conditional.contains([exchange.request.path, exchange.request.rawQuery])
        }
    }

    private static func isRead(_ exchange: RecordedExchange) -> Bool {
        ["GET", "HEAD", "OPTIONS"].contains(exchange.request.method)
    }
}

extension RecordedExchange {
    /// Sends the request again alone, with fresh ids; `nil` when it makes no sense without the earlier requests, or when there
    /// is no response.
    func again(
        after transcript: [RecordedExchange],
        of original: Attempt
    ) async -> (exchange: RecordedExchange, attempt: Attempt)? {
        let used = RevealedValues(
            transcript.filter { $0.number <= number },
            among: original.revealed,
            prefix: original.prefix
        ).variables
        let texts = [request.path, request.rawQuery, String(decoding: request.body, as: UTF8.self)]
        guard !used.contains(where: { variable in texts.contains { $0.contains(variable.value) } }) else {
            return nil
        }
        return await original.context.withAttempt { attempt in
            await again(in: attempt, of: original).map { ($0, attempt) }
        }
    }

    /// Sends the request again in another attempt, with its ids; `nil` when there is no response.
    func again(in attempt: Attempt, of original: Attempt) async -> RecordedExchange? {
        var request = request
        request.path = request.path.replacing(original.prefix, with: attempt.prefix)
        request.rawQuery = request.rawQuery.replacing(original.prefix, with: attempt.prefix)
        for field in request.headers.fields where field.value.contains(original.prefix) {
            request.headers[field.name] = field.value.replacing(original.prefix, with: attempt.prefix)
        }
        request.body = request.body.replacingBytes(of: original.prefix, with: attempt.prefix)
        // A token hides its user's name, and is of no use to another user.
        if let sender {
            RequestUser.set(sender.replacing(original.prefix, with: attempt.prefix), in: &request)
        }
        let action = action.flatMap { attempt.context.contract.action(named: $0) }
        return try? await attempt.send(request, for: action)
    }
}

extension [UInt8] {
    /// Returns the bytes with every occurrence of a text replaced.
    ///
    /// The standard library's `replacing` takes seconds for a body of 7 MB and blocks other requests meanwhile.
    /// - Complexity: O(*n*) in the length of the bytes, for a text that does not repeat its first byte.
    func replacingBytes(of text: String, with replacement: String) -> [UInt8] {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, count >= wanted.count else { return self }
        var result: [UInt8] = []
        var copied = startIndex
        var index = startIndex
        while let found = self[index...].firstIndex(of: first) {
            index = found + 1
            guard self[found...].starts(with: wanted) else { continue }
            result += self[copied..<found]
            result += replacement.utf8
            index = found + wanted.count
            copied = index
        }
        return result + self[copied...]
    }
}
