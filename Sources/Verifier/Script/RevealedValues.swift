import JSON
import Lambda

/// The values that the endpoint created and that were then sent back to it: ids, cursors, tags, times.
///
/// A script cannot contain them literally, since the endpoint creates others the next time.
struct RevealedValues {
    /// The values in the order in which they were revealed.
    private(set) var variables: [ScriptVariable] = []

    /// The beginning of ids of the attempt, by which its records are found among others'.
    private let prefix: String

    /// Finds the values in a transcript, among those that are known to be the endpoint's.
    ///
    /// - Parameters:
    ///   - exchanges: The transcript.
    ///   - revealed: The values that are known to be the endpoint's.
    ///   - prefix: The prefix of the attempt's ids.
    /// - Complexity: O(*n*) in the size of the transcript.
    init(_ exchanges: [RecordedExchange], among revealed: Set<ExactString>, prefix: String) {
        self.prefix = "\(prefix)-"
        guard !revealed.isEmpty else { return }
        var sent: Set<ExactString> = []
        var seen: [ExactString: (name: String, exchange: RecordedExchange, isHeader: Bool)] = [:]
        var names: Set<String> = ["run", "endpoint", "answer", "i"]
        for exchange in exchanges {
            for value in Self.values(of: exchange.request) where sent.insert(ExactString(value)).inserted {
                guard revealed.contains(ExactString(value)), let origin = seen[ExactString(value)] else {
                    continue
                }
                guard let extraction = extraction(of: value, from: origin) else { continue }
                let name = Self.unused(origin.name, &names)
                variables.append(
                    ScriptVariable(
                        name: name,
                        value: value,
                        source: origin.exchange.number,
                        extraction: extraction
                    )
                )
            }
            for (name, value) in Self.leaves(exchange.json ?? .null, name: "") {
                let key = ExactString(value)
                if !sent.contains(key), seen[key] == nil { seen[key] = (name, exchange, false) }
            }
            if let tag = exchange.response.headers["ETag"] {
                seen[ExactString(tag)] = ("ETag", exchange, true)
            }
        }
    }

    private static func values(of request: LambdaRequest) -> [String] {
        var values = QueryString(parsing: request.rawQuery).parameters.map(\.value)
        values += request.path.split(separator: "/").map(String.init)
        values += request.headers.fields.map(\.value)
        if let body = try? JSONValue(parsing: request.body) {
            values += leaves(body, name: "").map(\.value)
        } else if request.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true {
            values += QueryString(parsing: String(decoding: request.body, as: UTF8.self)).parameters.map(
                \.value
            )
        }
        return values
    }

    /// Returns strings and numbers with the names of their members.
    private static func leaves(_ value: JSONValue, name: String) -> [(name: String, value: String)] {
        switch value {
        case .string(let text) where text.utf8.count <= 4096: [(name, text)]
        case .number(let number): [(name, number.text)]
        case .array(let elements): elements.flatMap { leaves($0, name: name) }
        case .object(let object): object.flatMap { leaves($0.value, name: $0.name) }
        default: []
        }
    }

    /// Returns the command that finds the value in a response of the same shape.
    private func extraction(
        of value: String,
        from origin: (name: String, exchange: RecordedExchange, isHeader: Bool)
    ) -> String? {
        if origin.isHeader {
            return "printf '%s\\n' \"$answer\" | tr -d '\\r' | sed -n 's/^[Ee][Tt][Aa][Gg]: *//p'"
        }
        guard Self.isPlain(origin.name), !origin.name.isEmpty else { return nil }
        let text = String(decoding: origin.exchange.response.body, as: UTF8.self)
        // Others' records are at other places the next time, or are not there.
        let objects = Self.innermostObjects(of: text).filter { $0.contains("\"\(origin.name)\"") }
        let own = objects.filter { $0.contains(prefix) }
        if own.count < objects.count, let found = Self.search(for: value, origin.name, in: own.joined()) {
            return
                "printf '%s' \"$answer\" | tr -d '\\r\\n' | grep -o '{[^{}]*}' | grep -F \"$run-\" | \(found)"
        }
        return Self.search(for: value, origin.name, in: text).map { "printf '%s\\n' \"$answer\" | \($0)" }
    }

    /// Returns the command that selects the member with the value among those of its name in a text.
    private static func search(for value: String, _ name: String, in text: String) -> String? {
        let isNumber = value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let pattern = isNumber ? #"[0-9]*"# : #""[^"]*""#
        var place = 0
        for part in text.split(separator: "\"\(name)\"", omittingEmptySubsequences: false).dropFirst() {
            let found = part.drop { $0 == " " || $0 == ":" }
            place += 1
            guard found.hasPrefix(isNumber ? value : "\"\(value)\"") else { continue }
            let strip = isNumber ? "s/.*: *//p" : #"s/.*: *"\(.*\)"$/\1/p"#
            return "grep -o '\"\(name)\" *: *\(pattern)' | sed -n '\(place)\(strip)'"
        }
        return nil
    }

    /// Returns the parts of a JSON text between braces without others in between.
    private static func innermostObjects(of text: String) -> [Substring] {
        text.split(separator: "}").compactMap { part in
            part.lastIndex(of: "{").map { part[$0...] }
        }
    }

    private static func isPlain(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
    }

    private static func unused(_ name: String, _ names: inout Set<String>) -> String {
        let base = isPlain(name) && !name.isEmpty ? name : "value"
        var candidate = base
        var number = 2
        while !names.insert(candidate).inserted {
            candidate = "\(base)_\(number)"
            number += 1
        }
        return candidate
    }
}
