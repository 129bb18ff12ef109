import JSON

/// Finds actions by path and method; compiled once from all templates of a contract.
///
/// A literal segment comes before a template, and of templates the one with more text around its argument.
struct PathMatcher: Sendable {
    /// What a path leads to.
    enum Match: Sendable {
        /// An action, with the values in the path by argument.
        case action(Int, values: [(name: String, text: String)], methods: [String])
        /// The path is known, but no action of it has the method; the first action of the path.
        case otherMethod(Int, values: [(name: String, text: String)], methods: [String])
    }

    private struct Template: Sendable {
        let prefix: String
        let suffix: String
        let node: Int
    }

    private struct Node: Sendable {
        var literals: [ExactString: Int] = [:]
        var templates: [Template] = []
        /// Actions that end here, with the names of their arguments.
        var ends: [(method: String, action: Int, names: [String])] = []
    }

    private var nodes = [Node()]

    /// Whether no action has a path.
    var isEmpty: Bool { nodes.count == 1 && nodes[0].ends.isEmpty }

    /// Compiles the templates of actions.
    init(_ actions: [Action]) {
        for (index, action) in actions.enumerated() {
            guard let path = action.path else { continue }
            var place = 0
            for segment in path.segments { place = child(of: place, segment) }
            nodes[place].ends.append((action.method, index, path.arguments))
        }
        for index in nodes.indices {
            nodes[index].templates.sort { first, second in
                first.prefix.utf8.count + first.suffix.utf8.count
                    > second.prefix.utf8.count + second.suffix.utf8.count
            }
        }
    }

    private mutating func child(of place: Int, _ segment: PathTemplate.Segment) -> Int {
        let next = nodes.count
        switch segment {
        case .literal(let text):
            if let known = nodes[place].literals[ExactString(text)] { return known }
            nodes[place].literals[ExactString(text)] = next
        case .argument(_, let prefix, let suffix):
            let known = nodes[place].templates.first {
                ExactString($0.prefix) == ExactString(prefix) && ExactString($0.suffix) == ExactString(suffix)
            }
            if let known { return known.node }
            nodes[place].templates.append(Template(prefix: prefix, suffix: suffix, node: next))
        }
        nodes.append(Node())
        return next
    }

    /// Finds what a path leads to; `nil` where no template fits it.
    ///
    /// A segment `.` or `..` that is not encoded fits nothing: nobody leaves the folder that a path names.
    /// - Complexity: O(*n*) in the length of the path; templates that overlap are tried one after the other.
    func match(_ path: String, method: String) -> Match? {
        guard !isEmpty, path.utf8.first == UInt8(ascii: "/") else { return nil }
        let raw = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard !raw.contains("."), !raw.contains("..") else { return nil }
        var found: [(end: (method: String, action: Int, names: [String]), values: [String])] = []
        visit(0, raw.map(PathCoding.decode)[...], [], &found)
        guard let first = found.first else { return nil }
        var methods: [String] = []
        for entry in found where !methods.contains(entry.end.method) { methods.append(entry.end.method) }
        let wanted = method == "HEAD" ? "GET" : method
        let entry = found.first { $0.end.method == wanted }
        let meant = entry ?? first
        let values = zip(meant.end.names, meant.values).map { (name: $0, text: $1) }
        return entry == nil
            ? .otherMethod(meant.end.action, values: values, methods: methods)
            : .action(meant.end.action, values: values, methods: methods)
    }

    private func visit(
        _ place: Int,
        _ segments: ArraySlice<String>,
        _ values: [String],
        _ found: inout [(end: (method: String, action: Int, names: [String]), values: [String])]
    ) {
        guard let segment = segments.first else {
            found += nodes[place].ends.map { ($0, values) }
            return
        }
        let rest = segments.dropFirst()
        if let next = nodes[place].literals[ExactString(segment)] { visit(next, rest, values, &found) }
        for template in nodes[place].templates {
            let bytes = Array(segment.utf8)
            let fixed = template.prefix.utf8.count + template.suffix.utf8.count
            guard bytes.count > fixed, bytes.starts(with: template.prefix.utf8),
                bytes.suffix(template.suffix.utf8.count).elementsEqual(template.suffix.utf8)
            else { continue }
            let value = bytes[template.prefix.utf8.count..<(bytes.count - template.suffix.utf8.count)]
            visit(template.node, rest, values + [String(decoding: value, as: UTF8.self)], &found)
        }
    }
}
