import Contracts
import JSON
import Lambda

/// Writes a transcript as a shell script: values that the endpoint created are taken from its responses, ids of ours are fresh
/// each time, secrets are left out.
struct CurlScript {
    /// The endpoint's URL.
    let endpointURL: String
    /// The prefix of the attempt's ids.
    let prefix: String
    /// The values that the endpoint created and later requests may have sent back.
    let revealed: Set<ExactString>
    /// The names of the headers whose values are secret.
    let secretHeaders: [String]
    /// The place of the API key; `nil` where there is none.
    var key: APIKeys.Place?

    /// Returns the script of these exchanges, in order.
    func text(_ exchanges: [RecordedExchange]) -> String {
        let run = ScriptVariable(name: "run", value: prefix, source: nil, extraction: nil)
        let revealed = RevealedValues(exchanges, among: revealed, prefix: prefix).variables
        var lines = ["endpoint=\(ShellWord.quoted(endpointURL))"]
        for (index, name) in secretHeaders.enumerated() {
            lines.append(": \"${UNDERSTUDY_HEADER_\(index + 1)?set it to the value of \(name)}\"")
        }
        if key != nil { lines.append(": \"${\(CurlCommand.keyVariable)?set it to the API key}\"") }
        let tokens = Self.tokens(in: exchanges)
        for (index, token) in tokens.enumerated() {
            lines.append(": \"${UNDERSTUDY_TOKEN_\(index + 1)?\(Self.hint(for: token))}\"")
        }
        var commands: [Command] = []
        for exchange in exchanges {
            let known = revealed.filter { ($0.source ?? -1) < exchange.number }
            commands.append(
                Command(
                    text: CurlCommand(
                        request: exchange.request,
                        variables: [run] + known.sorted { $0.value.utf8.count > $1.value.utf8.count },
                        secretHeaders: secretHeaders,
                        tokens: tokens,
                        key: key,
                        endpointHasQuery: endpointURL.contains("?")
                    ).rendered,
                    batch: exchange.batch,
                    extractions: revealed.filter { $0.source == exchange.number }
                )
            )
        }
        if commands.contains(where: { command in
            command.text.contains("\"$run\"")
                || command.extractions.contains { $0.extraction?.contains("$run") == true }
        }) {
            lines.append("run=again-$(date +%s)")
        }
        return (lines + Self.joined(commands)).joined(separator: "\n") + "\n"
    }

    /// The values of the checks' own `Authorization` headers, without duplicates.
    private static func tokens(in exchanges: [RecordedExchange]) -> [String] {
        var seen: Set<String> = [""]
        return exchanges.compactMap { $0.request.headers["Authorization"] }.filter {
            seen.insert($0).inserted
        }
    }

    /// Returns a description of the token in a variable, as far as it can be quoted in a shell.
    private static func hint(for token: String) -> String {
        let subject = TokenText(String(token.dropFirst("Bearer ".count)))?.subject ?? ""
        let isPlain = subject.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || Character(UnicodeScalar(byte)).isLetter
                || Character(UnicodeScalar(byte)).isNumber
        }
        return "set it to Bearer and a token" + (isPlain && !subject.isEmpty ? " of \(subject)" : "")
    }

    private struct Command {
        let text: String
        let batch: Int?
        let extractions: [ScriptVariable]
    }

    /// Returns the commands' lines; a long series that differs only in a number becomes a loop.
    private static func joined(_ commands: [Command]) -> [String] {
        var lines: [String] = []
        var rest = commands[...]
        while let first = rest.first {
            let series = rest.prefix { $0.batch == first.batch && $0.extractions.isEmpty }
            if let loop = CommandLoop(series.map(\.text)) {
                let end = first.batch == nil ? "; done" : " & done; wait"
                lines.append("for i in $(seq 0 \(loop.count - 1)); do \(loop.text)\(end)")
                rest = rest.dropFirst(loop.count)
            } else if let batch = first.batch {
                let together = rest.prefix { $0.batch == batch }
                lines += together.map { $0.text + " &" } + ["wait"]
                rest = rest.dropFirst(together.count)
            } else if first.extractions.isEmpty {
                lines.append(first.text)
                rest = rest.dropFirst()
            } else {
                lines.append("answer=$(\(first.text)); printf '%s\\n' \"$answer\"")
                lines += first.extractions.map { "\($0.name)=$(\($0.extraction ?? ""))" }
                rest = rest.dropFirst()
            }
        }
        return lines
    }
}
