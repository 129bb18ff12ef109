import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that NUL and other control characters in a string are kept exactly, or that the request is refused.
struct ControlCharacterChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.controlCharacters]

    private static let additions = [
        ("NUL", "\u{0}"), ("control characters", "\u{1}\u{7}\u{8}\u{B}\u{C}\u{E}\u{1B}\u{1F}"),
        ("line breaks", "\t\r\n\u{85}\u{2028}"), ("DEL", "\u{7F}"),
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .controlCharacters, of: nil).flatMap { rule in
            echoes(contract).flatMap { echo in
                Self.additions.map { name, addition in
                    PlannedCase(
                        suite: echo.write.name,
                        kind: .boundary,
                        name: "\(echo.member) with \(name)",
                        rules: [rule]
                    ) { attempt throws(AttemptEnd) in
                        try await Self.run(echo, name, addition, rule, attempt)
                    }
                }
            }
        }
    }

    /// A text that one action stores and another returns.
    private struct Echo: Sendable {
        let write: Action
        let member: String
        let text: String
        let read: WorkingExample
    }

    /// Returns the first read that returns each text of each write.
    private func echoes(_ contract: Contract) -> [Echo] {
        var echoes: [Echo] = []
        for read in contract.workingReads where !read.action.showsSharedRecords {
            guard let shown = read.example.body else { continue }
            for exchange in contract.exchanges(before: read.example)
            where exchange.action.request.hasJSONMembers {
                let annotations = exchange.action.annotations(ofRequest: exchange.example.request)
                let arguments = JSONValue.object(exchange.example.request)
                for place in arguments.textPlaces where annotations[place]?.identity == nil {
                    let member = place.tokens.joined(separator: ".")
                    guard let text = arguments[place]?.stringValue, shown.shows(text),
                        !echoes.contains(where: {
                            $0.write.name == exchange.action.name && $0.member == member
                        })
                    else { continue }
                    echoes.append(Echo(write: exchange.action, member: member, text: text, read: read))
                }
            }
        }
        return echoes
    }

    private static func run(
        _ echo: Echo,
        _ name: String,
        _ addition: String,
        _ rule: Rule,
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        let text = String(echo.text.prefix(8)) + addition + String(echo.text.dropFirst(8))
        let changes = ExampleRunner.Changes(texts: [ExactString(echo.text): text])
        do throws(AttemptEnd) {
            try await WorkingRequest(
                echo.read.action,
                echo.read.example,
                rule,
                "after \(name) in \(echo.member) of \(echo.write.name)",
                changes: changes
            ).run(attempt)
        } catch {
            // Refusing the write is also right.
            let isRefused = attempt.transcript.last.map {
                $0.action == echo.write.name && (400..<500).contains($0.response.status)
            }
            guard case .skipped = error, isRefused == true else { throw error }
        }
    }
}

extension JSONValue {
    /// The places of its strings outside of lists.
    fileprivate var textPlaces: [JSONPointer] {
        func places(_ value: JSONValue, _ place: JSONPointer) -> [JSONPointer] {
            switch value {
            case .string: [place]
            case .object(let object): object.flatMap { places($0.value, place.appending($0.name)) }
            default: []
            }
        }
        return places(self, JSONPointer())
    }

    /// Returns whether a string in it is exactly `text`.
    fileprivate func shows(_ text: String) -> Bool {
        switch self {
        case .string(let string): ExactString(string) == ExactString(text)
        case .array(let elements): elements.contains { $0.shows(text) }
        case .object(let object): object.contains { $0.value.shows(text) }
        default: false
        }
    }
}
