import Conformance
import Contracts
import JSON
import Lambda

/// Sends valid requests and checks that they are served, and that what they write is kept.
struct ServedCheck: Sendable {
    /// Generates the requests.
    let requests: GeneratedRequests
    /// The rules about responses.
    let served: [Rule]
    /// The rules about what is written.
    let kept: [Rule]

    private struct Fault {
        let rules: [Rule]
        let summary: String
        let deviations: [Deviation]
        let exchange: Int
    }

    /// Sends requests in sequence to one state, until one of them shows a fault.
    ///
    /// They are generated once the state exists: for an endpoint that does not answer none are needed.
    func run(_ templates: @autoclosure () -> [GeneratedRequests.Template], _ attempt: Attempt)
        async throws(AttemptEnd)
    {
        let setup = try await GeneratedSetup(requests, attempt)
        var readers: [JSONPointer: KeptValues?] = [:]
        for template in templates() {
            var reader: KeptValues?
            if let place = template.place, !place.isRoot, !kept.isEmpty {
                if let known = readers[place] {
                    reader = known
                } else {
                    reader = try await KeptValues(at: place, setup)
                    readers[place] = .some(reader)
                }
            }
            guard let fault = try await fault(template, reader, setup) else { continue }
            try attempt.requireKnown(
                fault.rules.map { rule in
                    Finding(
                        rule: rule,
                        summary: fault.summary,
                        fault.deviations,
                        exchange: fault.exchange,
                        minimise: { await minimised(template, rule, $0) }
                    )
                }
            )
        }
    }

    /// Returns the finding about the response to a request, or about what the request leaves behind.
    private func fault(
        _ template: GeneratedRequests.Template,
        _ reader: KeptValues?,
        _ setup: GeneratedSetup
    ) async throws(AttemptEnd) -> Fault? {
        let action = requests.action
        let answer = try await setup.attempt.call(action, setup.arguments(template.arguments))
        let status = answer.response.status
        let isOwn = setup.isOwn(template.arguments)
        let isServed =
            status == requests.example.status || action.responses[status].map { _ in status < 400 } == true
        // What earlier requests of the attempt left may be in the way, as the behaviour says.
        let isRefusedForState = action.refusalStatuses.subtracting([400]).contains(status)
        guard isServed || isRefusedForState || (!isOwn && (400..<500).contains(status)) else {
            return Fault(
                rules: served,
                summary: "a valid request (\(template.name)) was answered \(status)",
                deviations: [
                    .status(
                        Evidence(
                            text:
                                "\(requests.example.status)\(isOwn ? "" : ", or a 4xx for what the state is")",
                            value: .number(JSONNumber(requests.example.status))
                        ),
                        answer.response
                    )
                ],
                exchange: answer.number
            )
        }
        guard let reader, isServed, isOwn, let value = JSONValue.object(template.arguments)[reader.place],
            value.stringValue != nil || value.numberValue != nil, value.stringValue != "",
            try await reader.shows(value) == false
        else { return nil }
        return Fault(
            rules: kept,
            summary: "\(reader.read.name) does not show what \(action.name) has written (\(template.name))",
            deviations: [
                Deviation(
                    .value,
                    at: .body(reader.place),
                    expected: Evidence(value),
                    seen: "something else in its place, or nothing"
                )
            ],
            exchange: setup.attempt.transcript.last?.number ?? answer.number
        )
    }

    // MARK: Shrinking

    private static let mostTrials = 60

    /// Sends the request alone to a state of its own, with the simplest values that still show the fault.
    private func minimised(
        _ template: GeneratedRequests.Template,
        _ rule: Rule,
        _ context: RunContext
    ) async -> ShrunkFailure? {
        var smallest: ShrunkFailure?
        var current = template
        var trials = 0
        func attempt(_ candidate: GeneratedRequests.Template) async -> Bool {
            trials += 1
            let found = await context.withAttempt { attempt in
                // An attempt that ends early shows nothing.
                let found = try? await show(candidate, rule, attempt)
                context.shrinking.take(attempt.requests)
                return found
            }
            guard let found else { return false }
            smallest = found
            current = candidate
            return true
        }
        guard context.shrinking.isLeft, await attempt(template) else { return nil }
        var isShrinking = true
        while isShrinking, trials < Self.mostTrials, context.shrinking.isLeft {
            isShrinking = false
            for arguments in ValueShrinker(toward: requests.base).candidates(for: current.arguments)
            where trials < Self.mostTrials && requests.fits(arguments) {
                let candidate = GeneratedRequests.Template(
                    name: template.name,
                    arguments: arguments,
                    place: template.place
                )
                if await attempt(candidate) {
                    isShrinking = true
                    break
                }
            }
        }
        return smallest
    }

    private func show(
        _ template: GeneratedRequests.Template,
        _ rule: Rule,
        _ attempt: Attempt
    ) async throws(AttemptEnd) -> ShrunkFailure? {
        let setup = try await GeneratedSetup(requests, attempt)
        var reader: KeptValues?
        if rule.check == .generatedKept, let place = template.place {
            reader = try await KeptValues(at: place, setup)
        }
        guard let fault = try await fault(template, reader, setup),
            fault.rules.contains(where: { $0.id == rule.id })
        else { return nil }
        return ShrunkFailure(
            attempt: attempt,
            exchanges: Transcript.shortened(attempt.transcript, of: attempt),
            summary: fault.summary,
            deviations: fault.deviations,
            exchange: attempt.transcript.first { $0.number == fault.exchange },
            scenario: nil
        )
    }
}
