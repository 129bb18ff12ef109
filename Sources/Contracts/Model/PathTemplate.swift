/// An action's path with the arguments in it: `/orders/{order_id}/lines`.
public struct PathTemplate: Sendable, Hashable {
    /// A part between two slashes.
    public enum Segment: Sendable, Hashable {
        /// A text, decoded.
        case literal(String)
        /// An argument, with what is written before and behind it in the segment.
        case argument(String, prefix: String, suffix: String)
    }

    /// The template as it is written.
    public let text: String
    /// Its segments.
    public let segments: [Segment]

    /// Parses a template; `nil` when it does not begin with a slash, or a segment has a brace too many or too few, more than
    /// one argument, or an argument without a name.
    public init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var segments: [Segment] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let segment = Self.segment(part) else { return nil }
            segments.append(segment)
        }
        self.text = text
        self.segments = segments
    }

    /// The arguments in the order of the segments.
    public var arguments: [String] {
        segments.compactMap { if case .argument(let name, _, _) = $0 { name } else { nil } }
    }

    /// The path with values in the place of the arguments, percent-encoded; an argument without a value is left empty.
    public func path(_ value: (String) -> String?) -> String {
        segments.reduce(into: "") { path, segment in
            switch segment {
            case .literal(let text): path += "/" + PathCoding.encode(text)
            case .argument(let name, let prefix, let suffix):
                path += "/" + PathCoding.encode(prefix + (value(name) ?? "") + suffix)
            }
        }
    }

    private static func segment(_ part: Substring) -> Segment? {
        guard let open = part.firstIndex(of: "{") else {
            return part.contains("}") ? nil : .literal(PathCoding.decode(part))
        }
        let behind = part.index(after: open)
        guard let close = part[behind...].firstIndex(of: "}") else { return nil }
        let rest = part[part.index(after: close)...]
        let name = part[behind..<close]
        guard !name.isEmpty, !name.contains("{"), !rest.contains("{"), !rest.contains("}"),
            !part[..<open].contains("}")
        else { return nil }
        return .argument(
            String(name),
            prefix: PathCoding.decode(part[..<open]),
            suffix: PathCoding.decode(rest)
        )
    }
}
