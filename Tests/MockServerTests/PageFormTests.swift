import Contracts
import Foundation
import JSON
import Lambda
import TestSupport
import Testing

/// The program that runs JavaScript.
private enum Node {
    /// Its path; `nil` when there is none.
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/node" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()
}

/// The page's own JavaScript runs in Node.js, without a browser.
@Suite("The forms of the page", .enabled(if: Node.path != nil, "needs node"))
struct PageFormTests {
    /// The shipped service, services with paths, headers, forms and texts, and small ones of other habits.
    private static let folders = [
        "Contracts", "Tests/Services/toolshed/contract", "Tests/Services/planner/contract",
        "Tests/Services/purse/contract", "Tests/BehaviourTests/Habits/comma-arrays",
        "Tests/BehaviourTests/Habits/operation-member", "Tests/MockServerTests/PageForm/query-key",
        "Tests/BehaviourTests/Habits/quiet-writes", "Tests/BehaviourTests/Habits/text-body",
    ]

    @Test("make the requests that the contract describes, also of a request in the list", arguments: folders)
    func requests(folder: String) async throws {
        let contract = try ContractFolder.load(ProjectFolder.root.appending(path: folder).path)
        try await MockUnderTest.run(contract: contract) { mock in
            let made =
                try run(try await mock.json("GET /__understudy/contract"))["requests"]?.arrayValue ?? []
            #expect(made.count == contract.actions.map(\.examples.count).reduce(0, +))
            for each in made {
                let action = try #require(contract.action(named: each["action"]?.stringValue ?? ""))
                let example = try #require(action.examples.first { $0.name == each["example"]?.stringValue })
                let encoder = RequestEncoder(contract.service.routing)
                let expected = encoder.request(for: action, example.request)
                // What names the action, and who sends the request, are no arguments.
                let names = Set((each["names"]?.arrayValue ?? []).compactMap(\.stringValue))
                #expect(names.isSubset(of: example.request.names), "\(action.name): \(example.name)")
                for name in ["request", "again"] {
                    let request = try Self.request(try #require(each[name]))
                    let place: Comment = "\(action.name): \(example.name): \(name)"
                    #expect(request.method == expected.method, place)
                    #expect(request.path == expected.path, place)
                    let route = try #require(Routing(contract).route(request).route, place)
                    #expect(route.action.name == action.name, place)
                    #expect(route.arguments == Routing(contract).route(expected).route?.arguments, place)
                }
            }
        }
    }

    @Test("say why they cannot show a request: a body that is no JSON object, a path that is no UTF-8")
    func unreadable() async throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path
        try await MockUnderTest.run(contract: try ContractFolder.load(folder)) { mock in
            let said = try run(try await mock.json("GET /__understudy/contract"))["said"]?.arrayValue ?? []
            let texts = Set(said.compactMap(\.stringValue))
            #expect(
                texts == [
                    "The form cannot show this request: its body is not a JSON object. “Copy as curl” sends it again as it is.",
                    "The form cannot show this request: its path is not percent-encoded UTF-8. “Copy as curl” sends it again as it is.",
                ]
            )
        }
    }

    /// Returns what the page makes of a contract.
    private func run(_ contract: JSONValue) throws -> JSONValue {
        let files = try TemporaryFolder()
        let input = files.url.appending(path: "contract.json")
        let output = files.url.appending(path: "requests.json")
        try Data(contract.serialized()).write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: try #require(Node.path))
        process.arguments = [
            ProjectFolder.root.appending(path: "Tests/MockServerTests/PageForm/requests.mjs").path,
            ProjectFolder.root.appending(path: "Sources/MockServer/Page/Files").path,
        ]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSONValue(parsing: Array(try Data(contentsOf: output)))
    }

    /// Returns a request of the page as the mock gets it, without the session's path.
    private static func request(_ value: JSONValue) throws -> LambdaRequest {
        let url = try #require(value["url"]?.stringValue)
        try #require(url.hasPrefix("/s/app/"))
        let parts = url.dropFirst("/s/app".count).split(separator: "?", maxSplits: 1)
        var headers = HeaderFields()
        for pair in value["headers"]?.arrayValue ?? [] {
            guard let field = pair.arrayValue?.compactMap(\.stringValue), field.count == 2 else { continue }
            headers[field[0]] = field[1]
        }
        if let type = value["type"]?.stringValue { headers["Content-Type"] = type }
        return LambdaRequest(
            method: try #require(value["method"]?.stringValue),
            path: String(parts[0]),
            rawQuery: parts.count > 1 ? String(parts[1]) : "",
            headers: headers,
            body: Array((value["body"]?.stringValue ?? "").utf8)
        )
    }
}
