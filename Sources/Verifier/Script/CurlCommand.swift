import Contracts
import Lambda

/// One request as a `curl` command.
struct CurlCommand {
    /// The request.
    let request: LambdaRequest
    /// The values that are kept in variables.
    let variables: [ScriptVariable]
    /// The names of the headers whose values are secret, in the order of their variables.
    let secretHeaders: [String]
    /// The values of the checks' own `Authorization` headers, in the order of their variables.
    var tokens: [String] = []
    /// The place of the API key, which a variable holds; `nil` where there is none.
    var key: APIKeys.Place?

    /// Whether the endpoint's URL has a query of its own, which the request's is appended to.
    let endpointHasQuery: Bool

    /// The variable of the API key.
    static let keyVariable = "UNDERSTUDY_API_KEY"
    private static let longestArgument = 100_000

    /// The command on one line, without the handling of its output.
    var rendered: String {
        var words = ["curl", "-sS", "-i"]
        switch request.method {
        case "GET" where request.body.isEmpty: break
        case "POST" where !request.body.isEmpty: break
        case "HEAD": words.append("-I")
        default: words += ["-X", ShellWord.quoted(request.method)]
        }
        words.append(address)
        for field in request.headers.fields {
            if field.name == "Authorization" {
                // An empty header means that there is none, which curl writes without a value.
                guard let index = tokens.firstIndex(of: field.value) else {
                    words += ["-H", "'Authorization:'"]
                    continue
                }
                var token = ShellWord("Authorization: ")
                token.append(variable: "UNDERSTUDY_TOKEN_\(index + 1)")
                words += ["-H", token.rendered]
                continue
            }
            words += ["-H", word("\(field.name): \(field.value)")]
        }
        for (index, name) in secretHeaders.enumerated() {
            var secret = ShellWord("\(name): ")
            secret.append(variable: "UNDERSTUDY_HEADER_\(index + 1)")
            words += ["-H", secret.rendered]
        }
        if case .header(let name)? = key, request.headers[name] == nil {
            var secret = ShellWord("\(name): ")
            secret.append(variable: Self.keyVariable)
            words += ["-H", secret.rendered]
        }
        guard !request.body.isEmpty else { return words.joined(separator: " ") }
        if request.headers["Content-Type"] == nil { words += ["-H", "'Content-Type:'"] }
        if request.body.count <= Self.longestArgument, let text = printableText(request.body) {
            words += [text.hasPrefix("@") ? "--data-raw" : "--data-binary", word(text)]
            return words.joined(separator: " ")
        }
        return "{ \(bodyWriter) } | " + (words + ["--data-binary", "@-"]).joined(separator: " ")
    }

    private var address: String {
        var word = ShellWord()
        if request.path == "/" || request.path.isEmpty {
            word.append(variable: "endpoint")
        } else {
            word.append(variable: "{endpoint%/}")
            append(request.path, to: &word)
        }
        let query = RequestKey.sentQuery(of: request, key)
        if !query.isEmpty { append((endpointHasQuery ? "&" : "?") + query, to: &word) }
        if case .query(let name)? = key, QueryString(parsing: request.rawQuery)[name] == nil {
            let mark = endpointHasQuery || !request.rawQuery.isEmpty ? "&" : "?"
            word.append("\(mark)\(QueryString.encode(name))=")
            word.append(variable: Self.keyVariable)
        }
        return word.rendered
    }

    private func word(_ text: String) -> String {
        var word = ShellWord()
        append(text, to: &word)
        return word.rendered
    }

    private func append(_ text: String, to word: inout ShellWord) {
        for piece in ScriptVariable.split(text, by: variables) {
            switch piece {
            case .literal(let literal): word.append(literal)
            case .variable(let name): word.append(variable: name)
            }
        }
    }

    /// Returns the commands that write a body which is long, or not text.
    private var bodyWriter: String {
        BodySegments(request.body).segments.map { segment in
            switch segment {
            case .literal(let bytes):
                if let text = printableText(bytes) {
                    "printf %s \(word(text));"
                } else {
                    written(bytes)
                }
            case .repeated(let unit, let count):
                // The first two end because nobody reads them any more, which they say where the signal for it is ignored.
                "{ yes \(printableText(unit).map(ShellWord.quoted) ?? "\"$(printf '\(Self.octal(unit))')\"")"
                    + " | tr -d '\\n'; } 2>/dev/null | head -c \(count);"
            }
        }.joined(separator: " ")
    }

    /// Returns the commands that write bytes which a terminal does not show, with variables in place of their values.
    private func written(_ bytes: [UInt8]) -> String {
        // Each byte as a character of its own, so that bytes which are no text are kept.
        let characters = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        return ScriptVariable.split(characters, by: variables).map { piece in
            switch piece {
            case .literal(let literal):
                "printf '\(Self.octal(literal.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }))';"
            case .variable(let name): "printf %s \"$\(name)\";"
            }
        }.joined(separator: " ")
    }

    /// The bytes as text when they are UTF-8 that a terminal shows unchanged.
    private func printableText(_ bytes: [UInt8]) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? text : nil
    }

    /// The bytes for `printf`: octal, except for letters and digits.
    private static func octal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "_"), UInt8(ascii: "/"):
                String(UnicodeScalar(byte))
            default:
                "\\" + String(repeating: "0", count: max(0, 3 - String(byte, radix: 8).count))
                    + String(byte, radix: 8)
            }
        }.joined()
    }
}
