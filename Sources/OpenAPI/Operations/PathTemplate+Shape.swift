import Contracts

extension PathTemplate {
    /// The segments without the names of the parameters, which differ between paths that mean the same.
    var shape: [String] {
        segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .argument(_, let prefix, let suffix): "\(prefix){}\(suffix)"
            }
        }
    }

    /// Whether the last segment is a parameter as a whole, and the one before it is a text: the path of an item.
    var isItem: Bool {
        guard segments.count > 1, case .argument(_, "", "")? = segments.last,
            case .literal? = segments.dropLast().last
        else { return false }
        return true
    }

    /// The path of the first segments; `nil` for none.
    func first(_ count: Int) -> PathTemplate? {
        guard count > 0 else { return nil }
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return PathTemplate("/" + parts.prefix(count).joined(separator: "/"))
    }

    /// The path as it is written, with other texts for the parameters and their braces.
    func text(_ parameter: (String) -> String) -> String {
        var written = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            written += rest[..<open] + parameter(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return written + rest
    }
}
