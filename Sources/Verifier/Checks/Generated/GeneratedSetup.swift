import Contracts
import JSON
import Lambda
import VerifierEvents

/// The state to which an attempt sends generated requests: that of the action's working example, run once.
struct GeneratedSetup {
    /// The attempt.
    let attempt: Attempt
    /// The requests to send.
    let requests: GeneratedRequests
    /// The ids that the attempt has created, by the names of their parameters.
    private let identifiers: [ExactString: JSONValue]

    /// Creates the state.
    ///
    /// - Throws: ``AttemptEnd/blocked(by:_:)`` when the example does not work: its own case reports the problem.
    init(_ requests: GeneratedRequests, _ attempt: Attempt) async throws(AttemptEnd) {
        self.attempt = attempt
        self.requests = requests
        var runner = ExampleRunner(attempt)
        try await runner.prepare(requests.example)
        let answer = try await runner.send(requests.example, requests.action)
        guard answer.response.status == requests.example.status else {
            throw .blocked(
                by: CaseIdentity(requests.example, of: requests.action),
                "needs '\(requests.example.name)', which was answered \(answer.response.status)"
            )
        }
        let names = requests.action.request.names
        identifiers = Dictionary(
            names.compactMap { name in attempt.identifier(named: name).map { (ExactString(name), $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Returns the arguments of a template with the attempt's ids.
    func arguments(_ template: JSONObject) -> JSONObject {
        var value = JSONValue.object(template)
        // Broken arguments have no annotations, but their ids are at the places of the example's ids.
        let entries = requests.action.annotations(ofRequest: template).entries
        let known = entries.isEmpty ? requests.action.annotations(ofRequest: requests.base).entries : entries
        for entry in known {
            guard let maker = entry.annotation.identity, let id = value[entry.pointer],
                let name = entry.pointer.tokens.last
            else { continue }
            let replacement: JSONValue
            if requests.isStandIn(id, at: entry.pointer) {
                replacement =
                    identifiers[ExactString(name)] ?? id.identifier(attempt.clientIdentifier("unknown"))
            } else if maker == .client, let text = id.stringValue, !text.isEmpty {
                replacement = .string(clientIdentifier(text))
            } else {
                continue
            }
            value = value.replacing(at: entry.pointer, with: replacement)
        }
        return value.objectValue ?? template
    }

    /// Returns whether all ids in a template are the attempt's own, so that the state cannot cause a refusal.
    func isOwn(_ template: JSONObject) -> Bool {
        requests.action.annotations(ofRequest: template).entries.allSatisfy { entry in
            guard entry.annotation.identity != nil, let name = entry.pointer.tokens.last else { return true }
            guard let id = JSONValue.object(template)[entry.pointer], id.identifierText != nil else {
                return true
            }
            return requests.isStandIn(id, at: entry.pointer) && identifiers[ExactString(name)] != nil
        }
    }

    /// Returns an id of the attempt with the length and the end of a generated one.
    private func clientIdentifier(_ text: String) -> String {
        let prefix = attempt.clientIdentifier("")
        let kept = text.unicodeScalars.dropFirst(prefix.unicodeScalars.count)
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: kept.isEmpty ? text.unicodeScalars[...] : kept)
        return prefix + String(scalars)
    }
}
