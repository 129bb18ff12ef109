/// A path with parameters: `/orders/{order_id}/lines`.
struct PathTemplate: Hashable {
    /// One part between slashes.
    enum Segment: Hashable {
        /// The text as it is.
        case literal(String)
        /// A parameter, by its name.
        case parameter(String)
    }

    /// The parts, in order; an empty last one where the path ends in a slash.
    let segments: [Segment]

    /// Reads a template; `nil` where a parameter is only a part of a segment, or braces do not match.
    init?(_ text: String) {
        guard text.hasPrefix("/") else { return nil }
        var segments: [Segment] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if part.hasPrefix("{"), part.hasSuffix("}"), part.count > 2,
                !part.dropFirst().dropLast().contains(where: { $0 == "{" || $0 == "}" })
            {
                segments.append(.parameter(String(part.dropFirst().dropLast())))
            } else if part.contains("{") || part.contains("}") {
                return nil
            } else {
                segments.append(.literal(String(part)))
            }
        }
        self.segments = segments
    }

    /// Creates a template of its parts.
    init(_ segments: [Segment]) {
        self.segments = segments
    }

    /// The names of the parameters, in order.
    var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// The path without the names of its parameters, which differ between paths that mean the same.
    var shape: [String] {
        segments.map { if case .literal(let text) = $0 { text } else { "{}" } }
    }

    /// The path with other texts for its parameters.
    func text(_ parameter: (String) -> String) -> String {
        segments.reduce(into: "") { path, segment in
            switch segment {
            case .literal(let text): path += "/\(text)"
            case .parameter(let name): path += "/\(parameter(name))"
            }
        }
    }
}
