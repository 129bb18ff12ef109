import Foundation
import JSON
import TestSupport
import Testing

@Suite("A backend of which one action misbehaves on the wire", .timeLimit(.minutes(10)))
struct HostileActionTests {
    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n"

    /// What the action does, and what the report says of it.
    enum Behaviour: String, CaseIterable, Sendable {
        case hang, drip, endless, headers, text, deep, redirectLoop, reset, half, bomb

        var answer: SocketServer.Answer {
            let head = HostileActionTests.head
            switch self {
            case .hang: return .endless([], [], pause: 0.1)
            case .drip:
                return .endless(Array((head + "Content-Length: 1000\r\n\r\n").utf8), [0x20], pause: 1)
            case .endless:
                let chunk = "10000\r\n\(String(repeating: " ", count: 65_536))\r\n"
                let start = head + "Transfer-Encoding: chunked\r\n\r\n"
                return .endless(Array(start.utf8), Array(chunk.utf8), pause: 0)
            case .headers:
                let lines = (0..<10_000).map { "X-H\($0): y\r\n" }.joined()
                return .bytes(SocketServer.response(Array("{}".utf8), headers: lines))
            case .text: return .bytes(SocketServer.response([0x22, 0xFF, 0xFE, 0x22]))
            case .deep:
                let nested =
                    [UInt8](repeating: 0x5B, count: 100_000) + [UInt8](repeating: 0x5D, count: 100_000)
                return .bytes(SocketServer.response(nested))
            case .redirectLoop:
                return .bytes(
                    SocketServer.response(
                        [],
                        status: "307 Again",
                        headers: "Location: /?action=affiliate%2Fstats\r\n"
                    )
                )
            case .reset: return .reset(Array((head + "Content-Length: 1000\r\n\r\n{\"s").utf8))
            case .half: return .bytes(Array((head + "Content-Length: 1000\r\n\r\n{\"s").utf8))
            case .bomb:
                let zeros = [UInt8](repeating: 0, count: 1 << 20)
                return .bytes(SocketServer.response(zeros, headers: "Content-Encoding: gzip\r\n"))
            }
        }

        var said: String {
            switch self {
            case .hang: "waiting for the head of the answer"
            case .drip: "waiting for the rest of the answer"
            case .endless: "is larger than"
            case .headers: "header lines"
            case .text: "UTF-8"
            case .deep: "deep"
            case .redirectLoop: "307"
            case .reset, .half: "the connection closed before the answer was complete"
            case .bomb: "its body is not compressed as its Content-Encoding says"
            }
        }
    }

    @Test("is named with the cause, and all other actions are tested", arguments: Behaviour.allCases)
    func oneAction(behaviour: Behaviour) async throws {
        let folder = try TemporaryFolder()
        let report = folder.url.appending(path: "report.json")
        try await MockProcess.run { url in
            let port = try #require(URL(string: url)?.port.map { UInt16($0) })
            let server = try SocketServer { request in
                let isHostile = request.hasPrefix("GET /?action=affiliate%2Fstats")
                return isHostile ? behaviour.answer : .forwarded(port: port)
            }
            defer { server.stop() }
            let run = try await Program.run([
                "verify", "--endpoint", "http://127.0.0.1:\(server.port)/", "--timeout", "2", "--steps", "0",
                "--cases", "0", "--only", "example", "--json", report.path,
            ])
            #expect([1, 2].contains(run.exitCode))
            #expect(run.output.contains(behaviour.said), "\(run.output)")
            #expect(!run.output.contains("cut short"))
        }
        let value = try JSONValue(parsing: Array(try Data(contentsOf: report)))
        let cases = value["cases"]?.arrayValue ?? []
        let passed = Set(cases.filter { $0["outcome"] == "passed" }.compactMap { $0["suite"]?.stringValue })
        #expect(passed.subtracting(["affiliate/stats"]).count == 12, "\(passed)")
        let outcomes = cases.filter { $0["suite"] == "affiliate/stats" }.compactMap {
            $0["outcome"]?.stringValue
        }
        #expect(outcomes.contains("failed") || outcomes.contains("error"), "\(outcomes)")
    }
}
