import Causes
import Conformance
import Contracts
import JSON
import TestSupport
import Testing
import VerifierEvents

@testable import Verifier

@Suite("Answers that known causes deviate")
struct AnswerRepairTests {
    /// An answer of chat/conversations, and what it is read as.
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let lacks: [String]
        var isBodyWrong = false
        var mistyped: [String] = []
        let answer: JSONValue
        let read: JSONValue
    }

    static let samples = [
        Sample(
            testDescription: "a member under another name is read under its own",
            lacks: ["user_id"],
            answer: ["success": true, "conversations": [["conversation_id": "c", "userId": "u"]]],
            read: ["success": true, "conversations": [["conversation_id": "c", "user_id": "u"]]]
        ),
        Sample(
            testDescription: "a list under another name",
            lacks: ["conversations"],
            answer: ["success": true, "items": [["conversation_id": "c"]]],
            read: ["success": true, "conversations": [["conversation_id": "c"]]]
        ),
        Sample(
            testDescription: "a list alone",
            lacks: [],
            isBodyWrong: true,
            answer: [["conversation_id": "c"]],
            read: ["conversations": [["conversation_id": "c"]]]
        ),
        Sample(
            testDescription: "an object in another",
            lacks: [],
            isBodyWrong: true,
            answer: ["data": ["success": true, "conversations": []]],
            read: ["success": true, "conversations": []]
        ),
        Sample(
            testDescription: "of two unknown members neither is taken",
            lacks: ["user_id"],
            answer: ["success": true, "conversations": [["userId": "u", "owner": "u"]]],
            read: ["success": true, "conversations": [["userId": "u", "owner": "u"]]]
        ),
        Sample(
            testDescription: "a member of another type is not taken",
            lacks: ["user_id"],
            answer: ["success": true, "conversations": [["userId": 5]]],
            read: ["success": true, "conversations": [["userId": 5]]]
        ),
        Sample(
            testDescription: "a member that the contract knows is not taken",
            lacks: ["user_id"],
            answer: ["success": true, "conversations": [["store_url": "u"]]],
            read: ["success": true, "conversations": [["store_url": "u"]]]
        ),
        Sample(
            testDescription: "a number that is a text, and a time in seconds; not a text that is a number",
            lacks: [],
            mistyped: ["unread_admin", "created_at"],
            answer: [
                "success": true,
                "conversations": [["user_id": 7, "unread_admin": "2", "created_at": 1_767_218_400]],
            ],
            read: [
                "success": true,
                "conversations": [["user_id": 7, "unread_admin": 2, "created_at": 1_767_218_400_000]],
            ]
        ),
        Sample(
            testDescription: "a time with a fraction",
            lacks: [],
            mistyped: ["created_at"],
            answer: [
                "success": true,
                "conversations": [["created_at": .number(JSONNumber("1767218400000.75") ?? 0)]],
            ],
            read: ["success": true, "conversations": [["created_at": 1_767_218_400_000]]]
        ),
        Sample(
            testDescription: "another member that is wrong as well stays as it is",
            lacks: [],
            mistyped: ["unread_admin"],
            answer: [
                "success": true, "conversations": [["unread_admin": "2", "created_at": 1_767_218_400]],
            ],
            read: ["success": true, "conversations": [["unread_admin": 2, "created_at": 1_767_218_400]]]
        ),
        Sample(
            testDescription: "a word where a number is meant stays",
            lacks: [],
            mistyped: ["unread_admin"],
            answer: ["success": true, "conversations": [["unread_admin": "two"]]],
            read: ["success": true, "conversations": [["unread_admin": "two"]]]
        ),
    ]

    @Test("are read in the contract's form as far as that is certain", arguments: samples)
    func repaired(sample: Sample) throws {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        let action = try #require(contract.action(named: "chat/conversations"))
        let known = KnownCauses(contract)
        for name in sample.lacks { known.note([try failure(contract, lacking: name)], of: Self.identity) }
        if sample.isBodyWrong { known.note([try failure(contract, lacking: nil)], of: Self.identity) }
        for name in sample.mistyped { known.note([try mistyped(contract, name)], of: Self.identity) }
        let repair = try #require(AnswerRepair(action, status: 200, known))
        #expect(repair.repaired(sample.answer) == sample.read)
    }

    @Test("stay as they are without a known cause")
    func unknown() throws {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        let action = try #require(contract.action(named: "chat/conversations"))
        #expect(AnswerRepair(action, status: 200, KnownCauses(contract)) == nil)
    }

    private static let identity = CaseIdentity(suite: "chat/conversations", kind: .shape, name: "success")

    /// A failure that a member has another type.
    private func mistyped(_ contract: Contract, _ name: String) throws -> Failure {
        try failure(
            contract,
            Deviation(
                .type,
                at: .body(JSONPointer(tokens: ["conversations", "0", name])),
                "must be an integer",
                expected: Evidence(text: "an integer", value: "integer"),
                seen: Evidence(JSONValue.string("2"))
            )
        )
    }

    /// A failure that an answer lacks a member, or has no body of the contract's form.
    private func failure(_ contract: Contract, lacking name: String?) throws -> Failure {
        let deviation =
            name.map { name in
                Deviation(
                    .missing,
                    at: .body(JSONPointer()),
                    "must have the member '\(name)'",
                    expected: Evidence(text: name, value: .string(name)),
                    seen: Evidence(JSONValue.object(["success": true]))
                )
            }
            ?? Deviation(
                .syntax,
                at: .body(JSONPointer()),
                expected: Evidence(text: "an object"),
                seen: Evidence(text: "a list")
            )
        return try failure(contract, deviation)
    }

    private func failure(_ contract: Contract, _ deviation: Deviation) throws -> Failure {
        Failure(
            rule: try #require(contract.rules(for: .successShape, of: nil).first),
            summary: "another form",
            deviations: [deviation],
            exchange: ExchangeSummary(
                action: "chat/conversations",
                method: "GET",
                target: "/?action=chat/conversations",
                sent: Evidence(text: "nothing"),
                status: 200,
                answered: Evidence(text: "an answer")
            ),
            actions: ["chat/conversations"],
            script: "",
            reproductions: Reproductions(seen: 2, attempts: 2)
        )
    }
}
