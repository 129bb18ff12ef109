import Causes
import Conformance
import Contracts
import Foundation
import JSON
import TestSupport
import Testing
import VerifierEvents

/// What other services have and the shipped one has not: lists that are the whole body, header fields, PATCH, keys, forms.
@Suite("The causes of a REST service's failures")
struct OtherServiceTests {
    private let planner: Contract

    init() throws { planner = try Self.contract("planner") }

    private static func contract(_ service: String) throws -> Contract {
        try ContractFolder.load(
            ProjectFolder.root.appending(path: "Tests/Services/\(service)/contract").path
        )
    }

    private func causes(_ results: [CaseResult]) -> [String] {
        CauseAnalysis(results, planner).causes.map(\.identity)
    }

    /// An answer of a read that breaks the schema of a member.
    private func shape(
        _ action: String,
        _ place: JSONPointer,
        _ message: String,
        seen: JSONValue
    ) throws -> CaseResult {
        try CauseTests.failed(
            action,
            .shape,
            rule: "success-shape",
            [Deviation(.value, at: .body(place), message, expected: "\(message)", seen: Evidence(seen))],
            answered: ["project_id": 1],
            actions: ["create_project"],
            of: planner
        )
    }

    @Test(
        "name the member of a list that is the whole body, and not the body",
        arguments: ["created_at", "done"]
    )
    func listAnswer(name: String) throws {
        let place = Deviation.Place.body(JSONPointer(tokens: ["0", name]))
        let result = try CauseTests.failed(
            "list_tasks",
            .shape,
            rule: "success-shape",
            [
                name == "done"
                    ? Deviation(.missing, at: place, expected: "false", seen: "nothing")
                    : Deviation(.type, at: place, expected: Evidence("string"), seen: Evidence(1_767_225_600))
            ],
            answered: [["task_id": 1, "title": "Paint", "created_at": 1_767_225_600]],
            of: planner
        )
        let kind = name == "done" ? "member-missing" : "member-type"
        #expect(causes([result]) == ["\(kind):list_tasks:\(name)"])
    }

    @Test("are one where an answer shows what should not have been taken")
    func echo() throws {
        let long: JSONValue = "abcdefghijklmnopqrstu"
        let taken = try CauseTests.failed(
            "create_project",
            .example,
            rule: "failure-shape",
            [CauseTests.status(400, 201)],
            status: 201,
            target: "/projects",
            sent: ["owner": "ana", "name": "Garden", "labels": [long]],
            of: planner
        )
        let shown = try ["get_project", "update_project", "replace_project"].map {
            try shape(
                $0,
                JSONPointer(tokens: ["labels", "0"]),
                "must be at most 20 characters long",
                seen: long
            )
        }
        #expect(causes([taken] + shown) == ["not-refused:create_project:labels-maxLength"])
    }

    @Test("tell a number that is too small from one of another type")
    func smallNumber() throws {
        let place = JSONPointer(tokens: ["budget"])
        let deviation = Deviation(
            .value,
            at: .body(place),
            "must be at least 0, but is -0.01",
            expected: Evidence(text: "must be at least 0", value: 0),
            seen: Evidence(JSONValue.number(JSONNumber("-0.01") ?? JSONNumber(0)))
        )
        let result = try CauseTests.failed(
            "get_project",
            .shape,
            rule: "success-shape",
            [deviation],
            answered: ["project_id": 1],
            of: planner
        )
        #expect(causes([result]) == ["wrong-value:get_project:budget"])
    }

    @Test("are one where a PATCH loses what it does not name")
    func lostMembers() throws {
        let result = try CauseTests.failed(
            "update_project",
            .scenario,
            rule: "patch-keeps",
            ["description", "labels", "budget"].map { name in
                .value(at: JSONPointer(tokens: [name]), Evidence("x"), nil)
            },
            answered: ["project_id": 1],
            of: planner
        )
        let causes = CauseAnalysis([result], planner).causes
        #expect(causes.count == 1)
        #expect(causes.first?.title == "update_project does not answer budget, description, labels")
    }

    @Test("are one where no key is asked for, so that a wrong one is taken as well")
    func keys() throws {
        let results = try ["key-required", "key-invalid"].flatMap { rule in
            try ["list_projects", "get_project", "list_tasks"].map { action in
                try CauseTests.failed(
                    action,
                    .protocol,
                    rule: rule,
                    [CauseTests.status(401, 200)],
                    of: planner
                )
            }
        }
        #expect(causes(results) == ["not-refused:*:key-required"])
    }

    @Test("name the status of an answer without a body that has another one")
    func statusWithBody() throws {
        let deviation = Deviation(
            .status,
            at: .status,
            "200 is not in the contract of delete_task",
            expected: Evidence(text: "204, 400, 401, 404", value: [204, 400, 401, 404]),
            seen: Evidence(text: "200", value: 200)
        )
        let results = [
            try CauseTests.failed(
                "delete_task",
                .shape,
                rule: "success-shape",
                [deviation],
                answered: ["deleted": true],
                of: planner
            ),
            try CauseTests.failed(
                "delete_task",
                .example,
                rule: "success-shape",
                [CauseTests.status(204, 200)],
                answered: ["deleted": true],
                of: planner
            ),
        ]
        #expect(causes(results) == ["wrong-status:delete_task:204-as-200"])
    }

    @Test("name a header field that is missing or malformed", arguments: [true, false])
    func header(isMissing: Bool) throws {
        let deviation =
            isMissing
            ? Deviation(
                .missing,
                at: .header("location"),
                expected: "the header location",
                seen: "no location"
            )
            : Deviation(.value, at: .header("location"), "must match /", expected: "/", seen: "tasks/1")
        let result = try CauseTests.failed(
            "create_task",
            .shape,
            rule: "success-shape",
            [deviation],
            status: 201,
            answered: ["task_id": 1],
            of: planner
        )
        let causes = CauseAnalysis([result], planner).causes
        #expect(causes.map(\.identity) == ["header:create_task:location-success"])
        #expect(
            causes.first?.title
                == "create_task answers a success \(isMissing ? "without" : "with another") header location"
        )
    }

    @Test("name the argument of a form that has to be refused")
    func form() throws {
        let toolshed = try Self.contract("toolshed")
        let result = try CauseTests.failed(
            "borrow_tool",
            .generated,
            rule: "generated-refused",
            [CauseTests.status("4xx", 200)],
            target: "/?action=borrow_tool",
            form: "tool_id=tool_0123456789ab&member_id=ana&days=-1",
            of: toolshed
        )
        #expect(
            CauseAnalysis([result], toolshed).causes.map(\.identity) == [
                "not-refused:borrow_tool:days-minimum"
            ]
        )
    }

    @Test("are one where a header is wrong in successes and in failures")
    func headerOfAll() throws {
        let deviation = Deviation(
            .header,
            at: .header("Content-Type"),
            expected: "application/json",
            seen: "text/plain"
        )
        let results = try ["list_projects", "get_project", "list_tasks", "get_task"].flatMap { action in
            try [("success-content-type", 200), ("failure-content-type", 404)].map { rule, status in
                try CauseTests.failed(
                    action,
                    .shape,
                    rule: rule,
                    [deviation],
                    status: status,
                    of: planner
                )
            }
        }
        let causes = CauseAnalysis(results, planner).causes
        #expect(causes.map(\.title) == ["every action answers with another header Content-Type"])
    }

    @Test("blame no write for a member that is there under another name")
    func renamed() throws {
        let missing = try CauseTests.failed(
            "list_tasks",
            .shape,
            rule: "success-shape",
            [
                Deviation(
                    .missing,
                    at: .body(JSONPointer(tokens: ["0"])),
                    "must have the member \"done\", but it is missing",
                    expected: Evidence(text: "must have the member \"done\"", value: "done"),
                    seen: Evidence(["task_id": 1, "completed": false])
                )
            ],
            answered: [["task_id": 1, "completed": false]],
            actions: ["create_task"],
            of: planner
        )
        // Lists without tasks have nothing to show.
        let passed = (1...20).map { number in
            CaseResult(
                identity: CaseIdentity(suite: "list_tasks", kind: .negative, name: "\(number)"),
                rules: [],
                outcome: .passed,
                actions: ["list_tasks"]
            )
        }
        let causes = CauseAnalysis([missing] + passed, planner).causes
        #expect(causes.map(\.identity) == ["member-missing:list_tasks:done"])
        #expect(causes.first?.sentence.hasSuffix("'completed' may be its new name") == true)
    }
}
