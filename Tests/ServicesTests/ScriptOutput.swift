import Foundation
import TestSupport
import Testing

/// What the script of a failure prints when a shell runs it against an endpoint.
struct ScriptOutput {
    /// The lines, without what differs from run to run; sorted where requests are sent at the same time.
    let lines: [String]
    /// What `curl` or the shell complained about.
    let complaints: String

    /// Runs a script against another endpoint than the one that it names.
    init(_ script: String, at url: String, environment: [String: String]) async throws {
        let moved = script.replacing(#/endpoint='[^']*'/#, with: "endpoint='\(url)'")
        let run = try await Program.run(
            ["-c", moved],
            environment: environment,
            executable: URL(filePath: "/bin/bash")
        )
        let lines = Self.masked(run.output).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("Date:") }
        self.lines = script.contains(#/ &( done.*)?\n/#) ? lines.sorted() : lines
        complaints = run.error
    }

    /// Returns a text with names for ids by their first use, and without times: two of them may fall into one millisecond or not.
    private static func masked(_ text: String) -> String {
        let text = text.replacing(/\b[agin]{1,9}-\d{10}/, with: "RUN").replacing("\r", with: "")
        var ids: [String] = []
        for id in text.matches(of: id).map({ String($0.output) }) where !ids.contains(id) { ids.append(id) }
        return text.replacing(id) { match in "ID-\(ids.firstIndex(of: String(match.output)) ?? 0)" }
            .replacing(time, with: "TIME")
    }

    private static var id: Regex<Substring> {
        #/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\btool_[0-9a-f]{12}\b/#
    }

    private static var time: Regex<Substring> {
        #/\b\d{13}\b|\b\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d\.\d{3}Z/#
    }
}
