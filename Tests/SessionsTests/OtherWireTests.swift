import Behaviour
import Contracts
import Foundation
import JSON
import Lambda
import Sessions
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// Sessions of the services in `Tests/Services`, whose requests look other than the shipped service's.
@Suite("A session of a service with another wire")
struct OtherWireTests {
    /// A session of a service, answered by its behaviours.
    private struct Recording {
        let folder: URL
        let contract: Contract
        let pipeline: SessionPipeline

        init(_ service: String) throws {
            folder = ProjectFolder.root.appending(path: "Tests/Services/\(service)/contract")
            let contract = try ContractFolder.load(folder.path)
            self.contract = contract
            let program = BehaviourProgram(contract)
            let start = SessionSnapshot(
                description: "empty",
                clock: 1_767_225_600_000,
                tables: TableState(contract.tables.map(\.definition))
            )
            let registry = SessionRegistry(start) { store, clock in
                BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: { clock.now() }))
            }
            pipeline = SessionPipeline(registry, contract: CurrentContract(ServedContract(contract)))
        }

        /// Sends a request to the session "app" and returns the body of its answer.
        @discardableResult
        func send(_ name: String, _ arguments: JSONObject, status: Int = 200) async throws -> JSONValue {
            let action = try #require(contract.action(named: name))
            var request = RequestEncoder(contract.service.routing).request(for: action, arguments)
            request.path = "/s/app" + request.path
            if let key = contract.service.apiKeys?.keys.first {
                request.headers["X-Api-Key"] = key.value
            }
            let response = try await pipeline.send(request).response
            #expect(response.status == status, "\(name): \(String(decoding: response.body, as: UTF8.self))")
            return response.body.isEmpty ? .null : try JSONValue(parsing: response.body)
        }

        var entries: [JournalEntry] {
            get throws { try #require(pipeline.registry.session(SessionName("app")).recording?.entries) }
        }

        /// The recorded scenario.
        func scenario() throws -> JSONValue {
            let recording = try #require(pipeline.registry.session(SessionName("app")).recording)
            let export = ScenarioExport(contract)
            return try #require(
                try export.file(named: "recorded", of: recording.entries, startingFrom: recording.start)
            )
        }

        /// Verifies the service by the recorded scenario, with a text of a file's behaviour replaced in what is verified.
        func verdict(_ scenario: JSONValue, _ path: String, _ old: String, _ new: String) async throws -> Int
        {
            var files = try TemporaryFiles.json(in: folder.path)
            files["scenarios/recorded.json"] = scenario.prettyText()
            let contract = try TemporaryFiles.withFolder(of: files) { folder in
                #expect(try BehaviourLinter.lint(folder: folder).diagnostics.map(\.description) == [])
                return try ContractFolder.load(folder)
            }
            try #require(files[path]?.contains(old) == true)
            files[path] = files[path]?.replacing(old, with: new)
            let other = try TemporaryFiles.withFolder(of: files) { try ContractFolder.load($0) }
            let endpoint = BehaviourEndpoint(
                BehaviourProgram(other),
                BehaviourEnvironment(
                    store: InMemoryStore(other.tables.map(\.definition)),
                    now: { 1_767_225_600_000 }
                )
            )
            var options = VerifierOptions(isStrict: true, only: ["recorded"])
            options.apiKey = contract.service.apiKeys?.keys.first?.value
            let verifier = Verifier(contract: contract, endpoint: endpoint, options: options)
            let summary = await verifier.run { event in
                guard old == new, case .caseFinished(let result) = event, result.outcome != .passed else {
                    return
                }
                Issue.record("\(result.identity): \(result.outcome)")
            }
            #expect(summary.total.cases == 1)
            return Int(summary.exitCode)
        }
    }

    private func toolshed() async throws -> Recording {
        let recording = try Recording("toolshed")
        let drill: JSONObject = [
            "shed_id": "elm", "name": "Drill & bits", "category": "power", "copies": 2, "daily_rate": 5,
        ]
        let tool = try #require(try await recording.send("add_tool", drill)["tool_id"])
        try await recording.send("describe_tool", ["tool_id": tool, "description": "18 V, two batteries."])
        try await recording.send("tag_tool", ["tool_id": tool, "tags": ["18 V", "new"]])
        let borrow: JSONObject = ["tool_id": tool, "member_id": "ana", "days": 3]
        let loan = try await recording.send("borrow_tool", borrow)
        try await recording.send("list_tools", ["shed_id": "elm"])
        try await recording.send("get_tool", ["tool_id": tool])
        try await recording.send("return_tool", ["loan_id": try #require(loan["loan_id"])])
        try await recording.send("get_tool", ["tool_id": tool])
        try await recording.send("get_tool", ["tool_id": "tool_000000000000"], status: 404)
        return recording
    }

    private func planner() async throws -> Recording {
        let recording = try Recording("planner")
        let office: JSONObject = ["owner": "ana", "name": "Move the office", "labels": ["office", "2026"]]
        let project = try #require(
            try await recording.send("create_project", office, status: 201)["project_id"]
        )
        let pack: JSONObject = ["project_id": project, "title": "Pack", "priority": 2]
        let task = try #require(try await recording.send("create_task", pack, status: 201)["task_id"])
        try await recording.send("update_task", ["task_id": task, "done": true])
        try await recording.send("list_tasks", ["project_id": project, "done": true])
        try await recording.send("get_project", ["project_id": project])
        try await recording.send("delete_task", ["task_id": task], status: 204)
        try await recording.send("get_task", ["task_id": task], status: 404)
        try await recording.send("get_project", ["project_id": project])
        return recording
    }

    @Test("is recorded as a scenario that its service passes, and one with a mistake does not")
    func scenarios() async throws {
        let sheds = try await toolshed()
        var scenario = try sheds.scenario()
        #expect(scenario["steps"]?.arrayValue?.count == 9, "\(scenario.prettyText())")
        let text = ("actions/describe_tool.json", #""description": "${description}""#)
        #expect(try await sheds.verdict(scenario, text.0, text.1, text.1) == 0)
        #expect(try await sheds.verdict(scenario, text.0, text.1, #""description": "new""#) == 1)

        // An array of texts is compared as each text is.
        let tags = ("actions/tag_tool.json", #""tags": "${tags}""#)
        #expect(try await sheds.verdict(scenario, tags.0, tags.1, #""tags": ["18 V"]"#) == 1)

        let plans = try await planner()
        scenario = try plans.scenario()
        #expect(scenario["steps"]?.arrayValue?.count == 8, "\(scenario.prettyText())")
        let delete = ("actions/delete_task.json", #"{"delete": "task"}"#)
        #expect(try await plans.verdict(scenario, delete.0, delete.1, delete.1) == 0)
        let kept = #"{"update": "task", "set": {"title": "Gone"}}"#
        #expect(try await plans.verdict(scenario, delete.0, delete.1, kept) == 1)
    }

    @Test(
        "is recorded with the texts of its arrays, but not where an id is among them",
        arguments: [(["18 V", "new"], true), (["elm", "new"], false), (["new", nil], false)]
            as [([String?], Bool)]
    )
    func texts(tags: [String?], isExpected: Bool) async throws {
        let recording = try Recording("toolshed")
        let drill: JSONObject = [
            "shed_id": "elm", "name": "Drill", "category": "power", "copies": 2, "daily_rate": 5,
        ]
        let tool = try #require(try await recording.send("add_tool", drill)["tool_id"])
        // In the place of no text is the id that the service has made.
        let texts = JSONValue.array(tags.map { $0.map(JSONValue.string) ?? tool })
        try await recording.send("tag_tool", ["tool_id": tool, "tags": texts])
        let steps = try #require(try recording.scenario()["steps"]?.arrayValue)
        let expected = steps.last?["expect"]?.arrayValue?.compactMap { $0["values"]?["/tags"] }
        #expect(expected == (isExpected ? [texts] : []), "\(steps)")
    }

    @Test("is exported as an HTTP archive with paths, queries, headers and bodies as they were sent")
    func archives() async throws {
        func requests(_ recording: Recording) throws -> [JSONValue] {
            let archive = try HARExport(origin: "http://localhost:3000").archive(of: recording.entries)
            return try #require(archive["log"]?["entries"]?.arrayValue).compactMap { $0["request"] }
        }
        func isNamed(_ entry: JSONValue, _ name: String) -> Bool {
            entry["headers"]?.arrayValue?.contains(["name": "X-Amz-Target", "value": .string(name)]) == true
        }
        let sheds = try requests(await toolshed())
        #expect(sheds[1]["postData"]?["text"] == "18 V, two batteries.")
        #expect(sheds[1]["postData"]?["mimeType"]?.stringValue?.hasPrefix("text/plain") == true)
        let tags = sheds[2]["queryString"]?.arrayValue?.filter { $0["name"] == "tags" }.map { $0["value"] }
        #expect(tags == ["18 V", "new"])
        #expect(sheds[3]["postData"]?["text"]?.stringValue?.hasSuffix("&member_id=ana&days=3") == true)

        let plans = try requests(await planner())
        #expect(
            plans.map { $0["method"] } == ["POST", "POST", "PATCH", "GET", "GET", "DELETE", "GET", "GET"]
        )
        #expect(plans[3]["url"]?.stringValue?.hasSuffix("/tasks?done=true") == true)
        #expect(plans[0]["url"] == "http://localhost:3000/s/app/projects")

        let purse = try Recording("purse")
        // Who sends the request is known from a token alone, and there is none.
        try await purse.send("CreateAccount", ["name": "Household", "currency": "EUR"], status: 401)
        #expect(isNamed(try requests(purse)[0], "Purse_20260101.CreateAccount"))
    }
}
