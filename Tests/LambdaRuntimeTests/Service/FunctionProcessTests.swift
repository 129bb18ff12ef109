import Foundation
import JSON
import Lambda
import TestSupport
import Testing

@Suite("The program as a Lambda function", .timeLimit(.minutes(10)))
struct FunctionProcessTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The stores: their values of `--store`, and whether records outlast an instance.
    private func store(_ name: String) -> (option: String, isKept: Bool) {
        name == "sqlite"
            ? ("sqlite:" + folder.url.appending(path: "records.sqlite").path, true) : (name, false)
    }

    @Test(
        "answers all actions of the shipped service, one after the other",
        arguments: ["memory", "sqlite"],
        PlatformEvent.allCases
    )
    func flow(name: String, kind: PlatformEvent) async throws {
        let store = store(name)
        let arguments = ["lambda", "--contracts", "Contracts", "--store", store.option]
        try await FunctionProcess.run(arguments) { function async throws in
            var flow = SupportFlow(FunctionGateway(api: function.api, kind: kind))
            let began = ContinuousClock.now
            try await flow.run()
            let actions = try Self.actions(of: "Contracts/actions")
            #expect(actions.count == 13 && flow.actions == actions)
            let flowMilliseconds = (ContinuousClock.now - began) / .milliseconds(1)
            print(
                "lambda, \(name), \(kind): first call after \(Int(function.start / .milliseconds(1))) ms, flow of "
                    + "\(Int(flowMilliseconds)) ms, then \(function.memory.map { "\($0 / 1024) MB" } ?? "?")"
            )
            let log = try function.log()
            let ready = try #require(log.first { $0["message"] == "support-and-affiliates is ready" })
            #expect(ready["store"]?.stringValue == store.option)
            #expect(
                log.contains { $0["level"] == "WARN" } == (name == "memory"),
                "memory is warned of: \(log)"
            )
            #expect(!log.contains { $0["level"] == "ERROR" }, "\(log)")
        }
        guard store.isKept else { return }
        try await FunctionProcess.run(arguments) { function async throws in
            var flow = SupportFlow(FunctionGateway(api: function.api, kind: kind))
            try await flow.expectRecords()
        }
    }

    @Test("notes each invocation with its id, and what CloudWatch reads of the contract's measures")
    func log() async throws {
        try await FunctionProcess.run(["lambda", "--contracts", "Contracts"]) { function async throws in
            var flow = SupportFlow(FunctionGateway(api: function.api))
            try await flow.run()
            let log = try function.log()
            let answers = log.filter { $0["status"] == 200 }
            #expect(answers.count > 13)
            #expect(answers.first?["requestId"] == "request-1")
            #expect(answers.allSatisfy { $0["traceId"]?.stringValue?.hasPrefix("Root=1-") == true })
            #expect(answers.allSatisfy { $0["durationMs"]?.numberValue != nil })
            let metrics = log.filter { $0["_aws"] != nil }
            let names = metrics.flatMap { line in
                line["_aws"]?["CloudWatchMetrics"]?.arrayValue?.first?["Metrics"]?.arrayValue ?? []
            }.compactMap { $0["Name"]?.stringValue }
            #expect(Set(names) == ["message_latency_seconds", "lead_processing_seconds"])
            #expect(metrics.allSatisfy { $0["Service"] == "support-and-affiliates" })
        }
    }

    @Test("stamps records with the machine's time, whatever its fixture's clock says")
    func clock() async throws {
        let before = Int(Date().timeIntervalSince1970 * 1_000)
        try await FunctionProcess.run(["lambda", "--contracts", "Contracts", "--fixture", "demo"]) {
            function in
            let gateway = FunctionGateway(api: function.api)
            let body: JSONValue = [
                "action": "chat/send", "user_id": "user-new", "store_url": "https://a.example.com",
                "message": "Hi",
            ]
            let sent = try await gateway.send(LambdaRequest(method: "POST", body: body.serialized()))
            #expect(sent.status == 200)
            let query = "action=chat%2Fconversations&user_id=user-new"
            let list = try await gateway.send(LambdaRequest(method: "GET", rawQuery: query))
            let created = try JSONValue(parsing: list.body)["conversations"]?.arrayValue?.first?["created_at"]
            #expect(try #require(created?.intValue) >= before)
        }
    }

    @Test("answers a service of REST paths, numeric ids and keys behind API Gateway")
    func planner() async throws {
        let services = Program.root.appending(path: "Tests/Services/planner")
        let arguments = [
            "lambda", "--contracts", services.appending(path: "contract").path, "--fixture",
            services.appending(path: "fixtures/demo.json").path,
        ]
        try await FunctionProcess.run(arguments) { function async throws in
            let gateway = FunctionGateway(api: function.api, kind: .restAPI)
            func send(_ method: String, _ path: String, query: String = "", _ body: JSONValue? = nil)
                async throws
                -> LambdaResponse
            {
                try await gateway.send(
                    LambdaRequest(
                        method: method,
                        path: path,
                        rawQuery: query,
                        headers: ["X-Api-Key": "planner-key-1", "Content-Type": "application/json"],
                        body: body?.serialized() ?? []
                    )
                )
            }
            let made = try await send("POST", "/projects", ["owner": "zoe", "name": "Attic"])
            #expect(made.status == 201)
            let project = try JSONValue(parsing: made.body)
            let path = "/projects/\(try #require(project["project_id"]?.intValue))"
            #expect(made.headers["Location"]?.hasSuffix(path) == true)
            let task = try await send("POST", path + "/tasks", ["title": "Sweep", "priority": 1])
            #expect(task.status == 201)
            let changed = try await send("PATCH", path, ["budget": 20])
            #expect(try JSONValue(parsing: changed.body)["budget"] == 20)
            let page = try await send("GET", "/projects", query: "owner=ana&limit=1")
            #expect(try JSONValue(parsing: page.body).arrayValue?.count == 1)
            #expect(page.headers["Link"]?.contains("cursor=") == true)
            let unknown = try await send("GET", "/projects/999999")
            #expect(unknown.status == 404)
            #expect(unknown.headers["Content-Type"] == "application/problem+json")
            let number = try #require(try JSONValue(parsing: task.body)["task_id"]?.intValue)
            #expect(try await send("DELETE", "/tasks/\(number)").status == 204)
            let anonymous = try await gateway.send(LambdaRequest(method: "GET", path: path))
            #expect(anonymous.status == 401)
        }
    }

    @Test("is a bootstrap without arguments, whose options are variables")
    func bootstrap() async throws {
        let bootstrap = folder.url.appending(path: "bootstrap")
        try FileManager.default.createSymbolicLink(at: bootstrap, withDestinationURL: try Program.executable)
        let store = store("sqlite").option
        try await FunctionProcess.run(
            [],
            environment: ["UNDERSTUDY_STORE": store, "UNDERSTUDY_CONTRACTS": "Contracts"],
            executable: bootstrap
        ) { function async throws in
            var flow = SupportFlow(FunctionGateway(api: function.api))
            try await flow.run()
            #expect(try function.log().contains { $0["store"]?.stringValue == store })
        }
    }

    @Test("ends by SIGTERM with exit code 0 while it waits")
    func terminates() async throws {
        try await FunctionProcess.run(["lambda", "--contracts", "Contracts"]) { function async throws in
            let event = PlatformEvent.functionURL.event(
                of: LambdaRequest(method: "GET", rawQuery: "action=admin%2Fleads")
            )
            #expect(try await function.api.invoke(event).payload["statusCode"] == 200)
            while !function.api.isAwaited { try await Task.sleep(for: .milliseconds(1)) }
            function.terminate()
            #expect(try await function.exitCode() == 0)
        }
    }

    @Test(
        "says why it does not start",
        arguments: [
            (["--contracts", "/nowhere"], "there is no contract folder '/nowhere'"),
            (["--contracts", "Contracts", "--fixture", "dmeo"], "did you mean 'demo'"),
            (
                ["--contracts", "Contracts", "--store", "sqlite:/nowhere/at/all.sqlite"],
                "--store sqlite:/nowhere"
            ),
        ]
    )
    func startError(arguments: [String], reason: String) async throws {
        try await FunctionProcess.run(["lambda"] + arguments) { function async throws in
            guard case .error(let type, let body) = function.api.startError else {
                Issue.record("the platform was not told")
                return
            }
            #expect(type == "Runtime.InitFailed")
            #expect(body["errorMessage"]?.stringValue?.contains(reason) == true, "\(body)")
            #expect(try await function.exitCode() == 2)
            #expect(try function.log().contains { $0["level"] == "FATAL" })
        }
    }

    @Test("says that there is no Lambda where it is run by hand")
    func byHand() async throws {
        let run = try await Program.run(["lambda", "--contracts", "Contracts"])
        #expect(run.exitCode == 2)
        #expect(run.error.contains("AWS_LAMBDA_RUNTIME_API is not set"), "\(run.error)")
    }

    private static func actions(of folder: String) throws -> Set<String> {
        let folder = Program.root.appending(path: folder)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return Set(files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) })
    }
}
