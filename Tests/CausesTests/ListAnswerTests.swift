import Causes
import Conformance
import Contracts
import Foundation
import JSON
import TestSupport
import Testing
import VerifierEvents

/// The shipped service answers with objects; a REST service answers with a list that is the whole body.
@Suite("The cause of what is wrong in a list that is the whole body")
struct ListAnswerTests {
    private static let planner = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path

    @Test("is the member of its elements, and not the body", arguments: ["created_at", "done"])
    func member(name: String) throws {
        let contract = try ContractFolder.load(Self.planner)
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
            of: contract
        )
        let kind = name == "done" ? "member-missing" : "member-type"
        #expect(CauseAnalysis([result], contract).causes.map(\.identity) == ["\(kind):list_tasks:\(name)"])
    }
}
