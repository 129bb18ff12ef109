import Causes
import Conformance
import Contracts
import JSON
import TestSupport
import Testing
import VerifierEvents

@Suite("The causes that a run knows")
struct KnownCausesTests {
    private static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }
    private static let identity = CaseIdentity(suite: "chat/send", kind: .scenario, name: "first")
    private static let another = CaseIdentity(suite: "chat/send", kind: .scenario, name: "second")

    /// The failure of a case about chat/send, in which chat/conversations shows members with other values.
    private static func failure(_ members: [(name: String, expected: JSONValue, seen: JSONValue)]) throws
        -> Failure
    {
        Failure(
            rule: try #require(try contract.get().rule("send-counts")),
            summary: "something is wrong",
            deviations: members.map { member in
                .value(
                    at: JSONPointer(tokens: ["conversations", "0", member.name]),
                    Evidence(member.expected),
                    member.seen
                )
            },
            exchange: ExchangeSummary(
                action: "chat/conversations",
                method: "GET",
                target: "/?action=chat/conversations",
                sent: Evidence(text: "nothing"),
                status: 200,
                answered: Evidence(text: "a list")
            ),
            actions: ["chat/send", "chat/conversations"],
            script: "",
            reproductions: Reproductions(seen: 2, attempts: 2)
        )
    }

    @Test("explain the same deviation of another case, and nothing before they were seen")
    func same() throws {
        let known = KnownCauses(try Self.contract.get())
        let failure = try Self.failure([("unread_admin", 2, 1)])
        #expect(known.explaining(failure, of: Self.another).isEmpty)
        known.note([failure], of: Self.identity)
        let keys = known.explaining(try Self.failure([("unread_admin", 5, 3)]), of: Self.another)
        #expect(keys.map(\.description) == ["wrong-write:chat/send:unread_admin"])
    }

    @Test("do not explain a failure that shows another member as well")
    func news() throws {
        let known = KnownCauses(try Self.contract.get())
        known.note([try Self.failure([("unread_admin", 2, 1)])], of: Self.identity)
        let failure = try Self.failure([("unread_admin", 2, 1), ("last_message", "a", "b")])
        #expect(known.explaining(failure, of: Self.another).isEmpty)
    }
}
