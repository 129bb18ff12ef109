import Conformance
import Contracts
import Lambda

/// Checks of CORS preflight requests (Fetch, "CORS-preflight fetch") and of the response headers that are exposed to a page.
struct PreflightChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.preflightStatus, .preflightAllows, .preflightAdvised, .exposesETag]

    func cases(of contract: Contract) -> [PlannedCase] {
        let status = contract.rules(for: .preflightStatus, of: nil)
        let allows = contract.rules(for: .preflightAllows, of: nil)
        let advised = contract.rules(for: .preflightAdvised, of: nil)
        return status.map { Self.status($0) }
            + allows.map { rule in
                Self.allowed(
                    "a preflight allows what clients need",
                    rule,
                    methods: rule.methods.isEmpty ? ["GET", "POST"] : rule.methods,
                    headers: rule.headers.isEmpty ? ["Content-Type"] : rule.headers
                )
            }
            + advised.map { rule in
                Self.allowed(
                    "a preflight allows what extensions need",
                    rule,
                    methods: rule.methods,
                    headers: rule.headers.isEmpty ? ["Authorization", "If-None-Match"] : rule.headers
                )
            } + exposure(contract)
    }

    private static func preflight(_ attempt: Attempt, method: String, headers: [String]) -> LambdaRequest {
        attempt.context.requests.request(
            method: "OPTIONS",
            headers: [
                HeaderField("Access-Control-Request-Method", method),
                HeaderField("Access-Control-Request-Headers", headers.joined(separator: ",").lowercased()),
            ]
        )
    }

    private static func status(_ rule: Rule) -> PlannedCase {
        PlannedCase.transport("a preflight is answered 2xx", [rule]) { attempt throws(AttemptEnd) in
            for method in ["GET", "POST"] {
                let answer = try await attempt.send(
                    preflight(attempt, method: method, headers: ["Content-Type"]),
                    for: nil
                )
                guard !(200..<300).contains(answer.response.status) else { continue }
                try attempt.require(
                    Finding(
                        rule: rule,
                        summary:
                            "a preflight for \(method) was answered \(answer.response.status) instead of 2xx",
                        [.status("status 2xx", answer.response)],
                        exchange: answer.number,
                        isShown: { !(200..<300).contains($0.response.status) }
                    )
                )
            }
        }
    }

    private static func allowed(
        _ name: String,
        _ rule: Rule,
        methods: [String],
        headers: [String]
    ) -> PlannedCase {
        PlannedCase.transport(name, [rule]) { attempt throws(AttemptEnd) in
            var missing: [(what: String, deviation: Deviation)] = []
            var last: RecordedExchange?
            for method in methods.isEmpty ? ["GET"] : methods {
                let answer = try await attempt.send(
                    preflight(attempt, method: method, headers: headers),
                    for: nil
                )
                let allowedMethods = answer.response.list("Access-Control-Allow-Methods")
                let allowedHeaders = answer.response.list("Access-Control-Allow-Headers")
                if methods.contains(method),
                    !["*", method.lowercased()].contains(where: allowedMethods.contains)
                {
                    missing.append(
                        (
                            "the method \(method)",
                            .header("Access-Control-Allow-Methods", "the method \(method)", answer.response)
                        )
                    )
                }
                for header in headers where !Self.allows(header, allowedHeaders) {
                    let what = "the header \(header) for \(method)"
                    missing.append(
                        (
                            what,
                            .header("Access-Control-Allow-Headers", Evidence(text: what), answer.response)
                        )
                    )
                }
                last = answer
            }
            guard let first = missing.first, let last else { return }
            try attempt.require(
                Finding(
                    rule: rule,
                    summary: "a preflight does not allow \(first.what)",
                    missing.map(\.deviation),
                    exchange: last.number
                )
            )
        }
    }

    /// Returns whether a header is allowed; `*` covers every one but `Authorization` (Fetch, "CORS-preflight fetch").
    private static func allows(_ header: String, _ allowed: [String]) -> Bool {
        let name = header.lowercased()
        return allowed.contains(name) || (name != "authorization" && allowed.contains("*"))
    }

    private func exposure(_ contract: Contract) -> [PlannedCase] {
        let reads = contract.workingReads.filter(\.action.isSafe)
        guard !reads.isEmpty else { return [] }
        return contract.rules(for: .exposesETag, of: nil).map { rule in
            PlannedCase.transport("an answer exposes its ETag", [rule]) { attempt throws(AttemptEnd) in
                let (read, answer) = try await taggedAnswer(reads, attempt)
                guard !Self.exposesTag(answer) else { return }
                try attempt.require(
                    Finding(
                        rule: rule,
                        summary: "an answer of \(read.name) does not expose its ETag",
                        [
                            .header(
                                "Access-Control-Expose-Headers",
                                "Access-Control-Expose-Headers with ETag",
                                answer.response
                            )
                        ],
                        exchange: answer.number,
                        isShown: { $0.response.headers["ETag"] != nil && !Self.exposesTag($0) }
                    )
                )
            }
        }
    }

    /// Returns the first answer of a read that has a tag, whatever it says.
    private func taggedAnswer(
        _ reads: [WorkingExample],
        _ attempt: Attempt
    ) async throws(AttemptEnd) -> (Action, RecordedExchange) {
        for read in reads {
            let arguments = ExampleRunner(attempt).arguments(of: read.example, read.action)
            let answer = try await attempt.call(read.action, arguments)
            if answer.response.headers["ETag"] != nil { return (read.action, answer) }
        }
        throw .skipped("the endpoint sends no ETag")
    }

    private static func exposesTag(_ answer: RecordedExchange) -> Bool {
        answer.response.list("Access-Control-Expose-Headers").contains { $0 == "etag" || $0 == "*" }
    }
}

extension LambdaResponse {
    /// The elements of a list header, in lower case, of all its lines.
    func list(_ header: String) -> [String] {
        headers.values(for: header).flatMap { $0.split(separator: ",") }.map {
            String($0.filter { $0 != " " && $0 != "\t" }).lowercased()
        }
    }
}
