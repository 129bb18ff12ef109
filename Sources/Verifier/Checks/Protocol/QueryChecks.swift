import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that query parameters are percent-decoded and `+` is a space: a record written under an unusual id in a body is found
/// by that id in a query.
struct QueryChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.queryPercentDecoded, .queryPlusIsSpace]

    private static let suffixes = [
        ("reserved characters", " &=+%25?#/"), ("an accent", " caf\u{E9}"),
        ("characters of four bytes", "\u{1F56F}"),
        ("quotes", "'\"\\"),
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        guard let read = readOfClientIdentifier(contract) else { return [] }
        return percentDecoded(contract, read) + plusIsSpace(contract, read)
    }

    private func percentDecoded(_ contract: Contract, _ read: WorkingExample) -> [PlannedCase] {
        contract.rules(for: .queryPercentDecoded, of: nil).flatMap { rule in
            Self.suffixes.map { name, suffix in
                PlannedCase.transport("\(name) percent-encoded in a query", [rule]) {
                    attempt throws(AttemptEnd) in
                    try await WorkingRequest(
                        read.action,
                        read.example,
                        rule,
                        "with \(name) in an id",
                        changes: ExampleRunner.Changes(identifierSuffix: suffix)
                    ).run(attempt)
                }
            }
        }
    }

    private func plusIsSpace(_ contract: Contract, _ read: WorkingExample) -> [PlannedCase] {
        contract.rules(for: .queryPlusIsSpace, of: nil).map { rule in
            PlannedCase.transport("a plus sign in a query is a space", [rule]) { attempt throws(AttemptEnd) in
                try await WorkingRequest(
                    read.action,
                    read.example,
                    rule,
                    "with a plus sign for a space",
                    changes: ExampleRunner.Changes(identifierSuffix: " a space")
                ).run(attempt) { request in
                    var request = request
                    request.rawQuery = request.rawQuery.replacing("%20", with: "+")
                    return request
                }
            }
        }
    }

    /// A read by an id that the client chooses, whose response contains what was written under it.
    private func readOfClientIdentifier(_ contract: Contract) -> WorkingExample? {
        contract.workingReads.first { read in
            !read.example.after.isEmpty && !read.action.showsSharedRecords
                && read.action.annotations(ofRequest: read.example.request).entries.contains {
                    $0.annotation.identity == .client
                        && $0.pointer.tokens.first.map { read.action.request.place(of: $0) } == .query
                }
        }
    }
}
