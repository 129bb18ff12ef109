import Contracts
import Lambda

/// Checks that every path reaches the same function.
struct PathChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.pathIgnored]

    private static let paths = ["/anything", "/a/b.json", "/with%20space"]

    func cases(of contract: Contract) -> [PlannedCase] {
        // Where a path means something, it cannot be ignored.
        guard contract.actions.allSatisfy({ $0.path == nil }) else { return [] }
        let working = [contract.representativeRead, contract.representativeWrite].compactMap(\.self)
        return contract.rules(for: .pathIgnored, of: nil).flatMap { rule in
            working.flatMap { working in
                Self.paths.map { path in
                    PlannedCase.transport("\(working.action.name) at the path \(path)", [rule]) {
                        attempt throws(AttemptEnd) in
                        try await WorkingRequest(working.action, working.example, rule, "at the path \(path)")
                            .run(attempt) { request in
                                var request = request
                                request.path = path
                                return request
                            }
                    }
                }
            }
        }
    }
}
