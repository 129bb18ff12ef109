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

    /// Returns the script of these exchanges, in order, with notes at its start.
    func text(_ exchanges: [RecordedExchange], notes: [ScriptNote] = []) -> String {
        let prefixes = [
            ScriptVariable(name: "run", value: prefix, source: nil, extraction: nil),
            ScriptVariable(
                name: "run_altered",
                value: AlteredIdentifiers.inOtherCase(prefix),
                source: nil,
                extraction: nil
            ),
        ]
        let revealed = RevealedValues(exchanges, among: revealed, prefix: prefix).variables
        let isConcurrent = Dictionary(grouping: exchanges.compactMap(\.batch), by: \.self).values
            .contains { $0.count > 1 }
        var lines = (notes + (isConcurrent ? [.concurrent] : [])).map(\.comment)
        lines.append("endpoint=\(ShellWord.quoted(endpointURL))")
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
                        variables: prefixes + known.sorted { $0.value.utf8.count > $1.value.utf8.count },
                        secretHeaders: secretHeaders,
                        tokens: tokens,
                        key: key,
                        endpointHasQuery: endpointURL.contains("?")
                    ).rendered,
                    number: exchange.number,
                    batch: exchange.batch,
                    extractions: revealed.filter { $0.source == exchange.number }
                )
            )
        }
        let isAltered = commands.contains { $0.text.contains("\"$run_altered\"") }
        if isAltered
            || commands.contains(where: { command in
                command.text.contains("\"$run\"")
                    || command.extractions.contains { $0.extraction?.contains("$run") == true }
            })
        {
            lines.append("run=\(freshPrefix)$(date +%s)")
        }
        if isAltered {
            lines.append("run_altered=$(printf '%s\\n' \"$run\" | \(AlteredIdentifiers.otherCaseFilter))")
        }
        if commands.contains(where: { $0.batch != nil && !$0.extractions.isEmpty }) {
            lines.append("answers=$(mktemp -d)")
        }
        return (lines + Self.joined(commands)).joined(separator: "\n") + "\n"
    }

    /// The beginning of a fresh prefix, which the time of ten digits follows.
    ///
    /// Ids of the greatest length that a contract allows must not become longer: the fresh prefix is as long as the attempt's.
    private var freshPrefix: String {
        let length = prefix.utf8.count - 11
        return length > 0 ? String(repeating: "again", count: length / 5 + 1).prefix(length) + "-" : "again-"
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
        let number: Int
        let batch: Int?
        let extractions: [ScriptVariable]

        /// The command in the background, its output kept for later where values are taken from it.
        var inBackground: String { extractions.isEmpty ? "\(text) &" : "\(text) > \"$answers/\(number)\" &" }

        /// The lines that run a command, show its output and take values from it.
        func lines(running command: String) -> [String] {
            ["answer=$(\(command)); printf '%s\\n' \"$answer\""]
                + extractions.map { "\($0.name)=$(\($0.extraction ?? ""))" }
        }
    }

    /// Returns the commands' lines; a long series that differs only in a number becomes a loop.
    private static func joined(_ commands: [Command]) -> [String] {
        var lines: [String] = []
        var rest = commands[...]
        while let first = rest.first {
            if let batch = first.batch {
                let together = rest.prefix { $0.batch == batch }
                lines += atOnce(together)
                rest = rest.dropFirst(together.count)
                continue
            }
            let series = rest.prefix { $0.batch == nil && $0.extractions.isEmpty }
            if let loop = CommandLoop(series.map(\.text)) {
                lines.append("for i in $(seq 0 \(loop.count - 1)); do \(loop.text); done")
                rest = rest.dropFirst(loop.count)
            } else {
                lines += first.extractions.isEmpty ? [first.text] : first.lines(running: first.text)
                rest = rest.dropFirst()
            }
        }
        return lines
    }

    /// Returns the lines of commands that run at the same time: what they reveal is taken from their output afterwards.
    private static func atOnce(_ commands: ArraySlice<Command>) -> [String] {
        var lines: [String] = []
        var rest = commands
        while let first = rest.first {
            if let loop = CommandLoop(rest.prefix { $0.extractions.isEmpty }.map(\.text)) {
                rest = rest.dropFirst(loop.count)
                lines.append("for i in $(seq 0 \(loop.count - 1)); do \(loop.text) & done")
                if rest.isEmpty { lines[lines.count - 1] += "; wait" }
            } else {
                rest = rest.dropFirst()
                lines.append(first.inBackground)
                if rest.isEmpty { lines.append("wait") }
            }
        }
        return lines
            + commands.filter { !$0.extractions.isEmpty }.flatMap {
                $0.lines(running: "cat \"$answers/\($0.number)\"")
            }
    }
}
