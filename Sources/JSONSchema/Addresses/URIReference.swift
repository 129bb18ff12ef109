/// A URI or a relative reference in its five parts (RFC 3986, appendix B).
///
/// Our own, because Foundation's URL normalises, refuses `urn:` bases, and differs between systems; schemas need
/// nothing but the plain algorithm.
struct URIReference: Sendable {
    var scheme: String?
    var authority: String?
    var path: String
    var query: String?
    var fragment: String?

    /// Splits a text into the five parts; every text is some reference.
    init(_ text: String) {
        var rest = text[...]
        if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
            fragment = String(rest[rest.index(after: hash)...])
            rest = rest[..<hash]
        }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<colon]) {
            scheme = rest[..<colon].lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        if rest.utf8.starts(with: "//".utf8) {
            let start = rest.utf8.index(rest.startIndex, offsetBy: 2)
            let end = rest[start...].utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = String(rest[start..<end])
            rest = rest[end...]
        }
        path = String(rest)
    }

    /// Whether the reference names its scheme, and so needs no base.
    var isAbsolute: Bool { scheme != nil }

    /// The same reference without its fragment: the address of a document.
    var withoutFragment: Self {
        var copy = self
        copy.fragment = nil
        return copy
    }

    /// The same reference without an empty fragment, which has no meaning.
    var withoutEmptyFragment: Self {
        fragment == "" ? withoutFragment : self
    }

    /// The parts put together again (RFC 3986, section 5.3).
    var text: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    /// The target of this reference where it is found in a document at `base` (RFC 3986, section 5.2.2).
    func resolved(against base: Self) -> Self {
        var target = self
        guard scheme == nil else {
            target.path = Self.removingDotSegments(path)
            return target
        }
        target.scheme = base.scheme
        if authority != nil {
            target.path = Self.removingDotSegments(path)
            return target
        }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else if path.utf8.first == UInt8(ascii: "/") {
            target.path = Self.removingDotSegments(path)
        } else {
            target.path = Self.removingDotSegments(merged(with: base))
        }
        return target
    }

    /// The base's path up to its last slash, then ours (RFC 3986, section 5.2.3).
    private func merged(with base: Self) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return base.path[...slash] + path
    }

    /// Removes `.` and `..` from a path that starts with a slash (RFC 3986, section 5.2.4).
    ///
    /// A path without a leading slash belongs to a `urn:` or the like, where dots mean nothing.
    private static func removingDotSegments(_ path: String) -> String {
        guard path.utf8.first == UInt8(ascii: "/") else { return path }
        var segments: [Substring] = []
        let given = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst().map(Substring.init)
        for (position, segment) in zip(given.indices, given) {
            let isLast = position == given.indices.last
            switch segment {
            case "..":
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append("") }
            case ".":
                if isLast { segments.append("") }
            default:
                segments.append(segment)
            }
        }
        return "/" + segments.joined(separator: "/")
    }

    /// Whether a text before a colon is a scheme (RFC 3986, section 3.1).
    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first.isASCIILetter else { return false }
        return text.utf8.allSatisfy { byte in
            byte.isASCIILetter || (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
        }
    }
}

extension UInt8 {
    /// Whether the byte is a letter of ASCII.
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
