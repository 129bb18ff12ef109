import JSON
import Lambda

/// Writes arguments into a request as text and reads them back by the types that the action's schema allows.
///
/// A value is text where the schema allows a string. Elsewhere a JSON number or `true` and `false` is read as such where the
/// schema allows it; every other value stays text, which the schema then refuses. An array is read where the schema allows
/// an array and no string.
struct ArgumentCoding: Sendable {
    /// What is known of an argument.
    private struct Argument: Sendable {
        var name: String
        var place: Request.Place
        /// The types of its value, or of its elements; `nil` for text.
        var types: Set<String>?
        var isArray = false
        var style = Request.ArrayStyle.repeated
    }

    private var arguments: [ExactString: Argument] = [:]
    private var order: [ExactString] = []
    /// Whether all values are texts, so that nothing is looked up.
    private var isPlain = true

    /// Creates a coding in which every value is text.
    init() {}

    /// Looks up the places and types of an action's arguments.
    ///
    /// - Complexity: O(*n*) in the number of schemas that describe its arguments.
    init(_ action: Action, sources: SourceFiles) {
        let types = SchemaTypes(sources: sources)
        let reader = SchemaReader(sources: sources)
        let request = action.request
        var places: [(String, Request.Place)] = (action.path?.arguments ?? []).map { ($0, .path) }
        for part in request.parts {
            if part.place == .body, let argument = request.bodyArgument {
                places.append((argument, .body))
            } else {
                places += reader.propertyNames(at: part.location).sorted().map { ($0.string, part.place) }
            }
        }
        for (name, place) in places where arguments[ExactString(name)] == nil {
            let key = ExactString(name)
            let isJSON = place == .body && request.bodyEncoding == .json
            var argument = Argument(name: name, place: place)
            let allowed = isJSON ? ["string"] : types.types(ofMember: name, at: request.location)
            if !allowed.contains("string") {
                isPlain = false
                argument.isArray = allowed.contains("array")
                let elements =
                    argument.isArray ? types.types(ofElementsOf: name, at: request.location) : allowed
                argument.types = elements.contains("string") ? nil : elements
                argument.style =
                    request.styles[name] ?? (place == .query || place == .body ? .repeated : .comma)
            }
            arguments[key] = argument
            order.append(key)
        }
    }

    /// Where an argument is; `nil` for one that no schema describes.
    func place(of argument: String) -> Request.Place? { arguments[ExactString(argument)]?.place }

    /// The arguments of a place.
    func names(in place: Request.Place) -> [String] {
        order.compactMap { arguments[$0] }.filter { $0.place == place }.map(\.name)
    }

    // MARK: Writing

    /// A value as it is written as text; `nil` for null, which is left out.
    func text(of value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        case .array(let elements): elements.compactMap(text).joined(separator: ",")
        case let other: other.compactText
        }
    }

    /// The encoded pairs of a query or a form that carry an argument; none for null.
    func pairs(of argument: JSONMember) -> [String] {
        let name = QueryString.encode(argument.name)
        if case .array(let elements) = argument.value, let known = arguments[ExactString(argument.name)],
            known.isArray
        {
            let texts = elements.compactMap { text(of: $0).map(QueryString.encode) }
            switch known.style {
            case .repeated: return texts.map { "\(name)=\($0)" }
            case .comma: return texts.isEmpty ? [] : ["\(name)=\(texts.joined(separator: ","))"]
            }
        }
        if case .array = argument.value {
            return ["\(name)=\(QueryString.encode(argument.value.compactText))"]
        }
        return text(of: argument.value).map { ["\(name)=\(QueryString.encode($0))"] } ?? []
    }

    // MARK: Reading

    /// The value of a text.
    func value(of text: String, named name: String) -> JSONValue {
        guard !isPlain, let argument = arguments[ExactString(name)] else { return .string(text) }
        guard argument.isArray else { return Self.value(of: text, argument.types) }
        let elements = text.split(separator: ",", omittingEmptySubsequences: false)
        return .array(elements.map { Self.value(of: String($0), argument.types) })
    }

    /// The arguments in a query or a form, without those in `skipped` and without empty ones, which count as absent.
    ///
    /// Of a repeated parameter that is no array the first counts.
    /// - Parameters:
    ///   - query: The parameters.
    ///   - raw: The text that they were read from, where elements are joined by commas.
    ///   - skipped: Names that are no arguments.
    ///   - isMeant: Whether a name is an argument.
    /// - Returns: The arguments.
    /// - Complexity: O(*n*) in the number of parameters.
    func values(
        of query: QueryString,
        raw: String,
        skipping skipped: String?,
        _ isMeant: (String) -> Bool
    ) -> [JSONMember] {
        var seen: Set<ExactString> = skipped.map { [ExactString($0)] } ?? []
        var members: [JSONMember] = []
        for parameter in query.parameters where seen.insert(ExactString(parameter.name)).inserted {
            guard isMeant(parameter.name) else { continue }
            if !isPlain, let argument = arguments[ExactString(parameter.name)], argument.isArray {
                let texts = texts(of: argument, query, raw)
                guard !texts.isEmpty else { continue }
                let elements = texts.map { Self.value(of: $0, argument.types) }
                members.append(JSONMember(name: parameter.name, value: .array(elements)))
                continue
            }
            guard !parameter.value.isEmpty else { continue }
            let value = value(of: parameter.value, named: parameter.name)
            members.append(JSONMember(name: parameter.name, value: value))
        }
        return members
    }

    /// The texts of an array's elements; one that is empty and alone counts as absent.
    private func texts(of argument: Argument, _ query: QueryString, _ raw: String) -> [String] {
        let name = ExactString(argument.name)
        var texts: [String]
        switch argument.style {
        case .repeated:
            texts = query.parameters.filter { ExactString($0.name) == name }.map(\.value)
        case .comma:
            // Commas between elements are not encoded, and those in them are.
            let pair = raw.split(separator: "&").first {
                QueryString(parsing: String($0)).parameters.first.map { ExactString($0.name) == name }
                    ?? false
            }
            let value = pair?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .dropFirst().first
            texts = (value ?? "").split(separator: ",", omittingEmptySubsequences: false).map { element in
                QueryString(parsing: "v=\(element)").parameters.first?.value ?? ""
            }
        }
        if texts == [""] { texts = [] }
        return texts
    }

    /// An argument as it arrives; `nil` where it counts as absent.
    func received(_ argument: JSONMember) -> JSONMember? {
        let known = arguments[ExactString(argument.name)]
        switch known?.place {
        case .path, .headers:
            guard let text = text(of: argument.value), !text.isEmpty else { return nil }
            return JSONMember(name: argument.name, value: value(of: text, named: argument.name))
        case .query, .body, nil:
            let raw = pairs(of: argument).joined(separator: "&")
            return values(of: QueryString(parsing: raw), raw: raw, skipping: nil) { _ in true }.first
        }
    }

    /// Returns the value of a text by the types that it may have; text where there are none.
    static func value(of text: String, _ types: Set<String>?) -> JSONValue {
        guard let types else { return .string(text) }
        if types.contains("boolean"), text == "true" || text == "false" { return .bool(text == "true") }
        // White space around a number is part of a text, and no number.
        let isCompact = !text.utf8.contains { $0 <= 0x20 }
        guard types.contains("number"), isCompact, let value = try? JSONValue(parsing: text),
            value.numberValue != nil
        else { return .string(text) }
        return value
    }
}
