import Foundation
import Lambda
import TestServer
import TestSupport
import Testing

/// A run of a failure's script by a shell, against an endpoint behind HTTP.
struct ScriptRun {
    /// The exchanges without what differs from run to run: in the order of the responses, or sorted where there is no order.
    let exchanges: [String]
    /// Whether requests are sent at the same time: several outcomes are right then, by the order of the requests.
    let isConcurrent: Bool
    /// What `curl` or the shell complained about.
    let complaints: String

    /// The URL in scripts that stands for the endpoint's.
    static let url = "http://127.0.0.1:0/"

    /// Runs a script.
    init(_ script: String, _ endpoint: any Endpoint) async throws {
        isConcurrent = script.contains(#/ &( done.*)?\n/#)
        let gathering = isConcurrent ? Gathering(quietTime: .milliseconds(100)) : nil
        let gather: @Sendable () async -> Void = { await gathering?.wait() }
        (exchanges, complaints) = try await EndpointServer.run(endpoint, beforeAnswer: gather) {
            [isConcurrent]
            server,
            port in
            let script = script.replacing(Self.url, with: "http://127.0.0.1:\(port)/")
            // Of a file: the system takes no argument of more than 128 KiB.
            let folder = try TemporaryFolder()
            defer { withExtendedLifetime(folder) {} }
            let file = folder.url.appending(path: "script")
            try Data(script.utf8).write(to: file)
            // Foundation starts processes with signals blocked, which lets another shell wait for its children for ever.
            let run = try await Program.run([file.path], executable: URL(filePath: "/bin/bash"))
            let texts = Self.masked(server.exchanges.map(Self.text), isConcurrent: isConcurrent)
            return (isConcurrent ? texts.sorted() : texts, run.error)
        }
    }

    /// Returns an exchange as a text.
    private static func text(_ exchange: (request: LambdaRequest, response: LambdaResponse)) -> String {
        let (request, response) = exchange
        let headers = response.headers.fields.map { "\($0.name.lowercased()): \($0.value)" }.sorted()
        return
            (["\(request.method) \(request.path)?\(request.rawQuery)", "\(response.status)"] + headers
            + [shortened(response.body)])
            .joined(separator: "\n")
    }

    /// Returns a body as a text; of a very long one, which searching would take minutes, its length and its ends.
    private static func shortened(_ body: [UInt8]) -> String {
        guard body.count > 100_000 else { return String(decoding: body, as: UTF8.self) }
        let (start, end) = (body.prefix(5_000), body.suffix(5_000))
        return String(decoding: start, as: UTF8.self) + "\n\(body.count) bytes\n"
            + String(decoding: end, as: UTF8.self)
    }

    // MARK: Values that differ from run to run

    /// Returns the texts with names for ids and tags, and without times, cursors and fresh prefixes.
    ///
    /// Equal values have equal names: by their first use, or by the number of their uses where exchanges have no order, and then
    /// lists of records made at the same time have none either.
    private static func masked(_ texts: [String], isConcurrent: Bool) -> [String] {
        var uses: [String: Int] = [:]
        var order: [String: Int] = [:]
        for value in texts.flatMap({ $0.matches(of: value).map { String($0.output) } }) {
            uses[value, default: 0] += 1
            order[value] = order[value] ?? order.count
        }
        let times = Set(texts.flatMap { $0.matches(of: time).map { String($0.output) } }).sorted()
        let ranks = Dictionary(uniqueKeysWithValues: times.enumerated().map { ($1, $0) })
        return texts.map { text in
            let named = text.replacing(value) { match in
                let value = String(match.output)
                return "VALUE-\((isConcurrent ? uses : order)[value] ?? 0)"
            }
            let steady = named.replacing(time) {
                isConcurrent ? "TIME" : "TIME-\(ranks[String($0.output)] ?? 0)"
            }
            .replacing(/(?i)\b[agin]{1,9}-\d{10}/, with: "RUN")
            .replacing(/"next_cursor":"[^"]*"/, with: "CURSOR")
            .replacing(/\bcursor=[^&\n]+/, with: "cursor=CURSOR")
            guard isConcurrent else { return steady }
            return steady.replacing(#/\b\d+\. /#, with: "N. ").split { "{}[],".contains($0) }.sorted()
                .joined(separator: "\n")
        }
    }

    /// Times: requests that a shell sends one after the other have different ones, so that their order is that of the requests.
    private static var time: Regex<Substring> { /\b\d{13}\b/ }

    /// The tags of responses, and the ids, also those that a check has altered: they are in the other case, or end otherwise.
    ///
    /// Words of nine letters look like ids, too, which does no harm: they are equal in each run.
    private static var value: Regex<Substring> {
        #/etag:\ .+|(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{10,12})|\b(?:[A-Z0-9]{9}|[A-Z0-9]{8}_|[A-Z0-9]{7}(?=%)|[a-z0-9]{9})(?![A-Za-z0-9])/#
    }
}
