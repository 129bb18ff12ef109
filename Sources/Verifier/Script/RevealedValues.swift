import JSON
import Lambda

/// The values that the endpoint created and that were then sent back to it, as they were or altered: ids, cursors, tags, times.
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
        var altered: [ExactString: (id: String, part: String, filter: String)] = [:]
        for id in revealed.map(\.string) {
            for change in AlteredIdentifiers.filters(for: id) {
                altered[ExactString(change.id)] = (id, change.part, change.filter)
            }
        }
        var sent: Set<ExactString> = []
        for exchange in exchanges {
            for value in Self.values(of: exchange.request) where sent.insert(ExactString(value)).inserted {
                if revealed.contains(ExactString(value)) {
                    _ = variable(for: value)
                } else if let change = altered[ExactString(value)], let id = variable(for: change.id) {
                    add(id.name, change.part, id.source, "printf '%s\\n' \"$\(id.name)\" | \(change.filter)")
                }
            }
            for tag in Self.tags(in: exchange.request) {
                for (known, source) in tags.sorted(by: { $0.value < $1.value })
                where tag.contains(known) && !isKnown(known) {
                    add("ETag", known, source, Self.tagExtraction)
                }
            }
            for (name, value) in Self.leaves(exchange.json ?? .null, name: "") {
                let key = ExactString(value)
                if !sent.contains(key), seen[key] == nil { seen[key] = (name, exchange) }
            }
            if let tag = exchange.response.headers["ETag"].map(Self.strong), tag.utf8.count > 2 {
                tags[tag] = tags[tag] ?? exchange.number
            }
        }
    }

    // MARK: Variables

    /// The values of responses, with the name of their member and the first response.
    private var seen: [ExactString: (name: String, exchange: RecordedExchange)] = [:]
    /// The tags of responses without the mark of weak ones, with the number of the first response.
    private var tags: [String: Int] = [:]
    private var names: Set<String> = ["run", "run_altered", "endpoint", "answer", "answers", "i"]

    /// Returns the variable of a value of a response, a new one where there is none; `nil` where no response had the value.
    private mutating func variable(for value: String) -> ScriptVariable? {
        if let known = variables.first(where: { $0.value.utf8.elementsEqual(value.utf8) }) { return known }
        guard let origin = seen[ExactString(value)],
            let extraction = extraction(of: value, from: origin)
        else { return nil }
        return add(origin.name, value, origin.exchange.number, extraction)
    }

    private func isKnown(_ value: String) -> Bool {
        variables.contains { $0.value.utf8.elementsEqual(value.utf8) }
    }

    @discardableResult
    private mutating func add(
        _ name: String,
        _ value: String,
        _ source: Int?,
        _ extraction: String
    ) -> ScriptVariable {
        let variable = ScriptVariable(
            name: Self.unused(name, &names),
            value: value,
            source: source,
            extraction: extraction
        )
        variables.append(variable)
        return variable
    }

    // MARK: Tags

    /// Returns a tag without the mark of weak tags.
    private static func strong(_ tag: String) -> String {
        tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
    }

    private static let tagExtraction =
        #"printf '%s\n' "$answer" | tr -d '\r' | sed -n 's/^[Ee][Tt][Aa][Gg]: *\(W\/\)\{0,1\}//p'"#

    private static func tags(in request: LambdaRequest) -> [String] {
        ["If-None-Match", "If-Match"].compactMap { request.headers[$0] }
    }

    // MARK: Values

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
        from origin: (name: String, exchange: RecordedExchange)
    ) -> String? {
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
