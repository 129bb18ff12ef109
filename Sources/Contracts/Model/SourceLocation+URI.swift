import JSON

extension SourceLocation {
    /// The prefix of a file's path in its URI.
    static let uriPrefix = "contract:///"

    /// The absolute URI of this location in the schema registry, such as
    /// `contract:///actions/orders/place.json#/request/body`.
    public var uri: String {
        Self.uriPrefix + Self.percentEncoded(file)
            + (pointer.tokens.isEmpty ? "" : "#" + Self.percentEncoded(pointer.description))
    }

    /// Creates the location that a URI names; `nil` when it is not in a contract folder.
    init?(uri: String) {
        guard uri.hasPrefix(Self.uriPrefix) else { return nil }
        let parts = uri.dropFirst(Self.uriPrefix.count)
            .split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first?.split(separator: "?", omittingEmptySubsequences: false).first else {
            return nil
        }
        let fragment = parts.count > 1 ? Self.percentDecoded(parts[1]) : ""
        self.init(
            file: Self.percentDecoded(path),
            pointer: (try? JSONPointer(fragment)) ?? JSONPointer()
        )
    }

    /// Returns whether a character needs no encoding in a path or a fragment (RFC 3986, appendix A).
    private static func percentEncoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isAllowed(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "-._~!$&'()*+,;=:@/".utf8.contains(byte)
        }
    }

    private static func percentDecoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SourceLocation {
    /// Returns the location that a reference at this one resolves to; `nil` when it leaves the contract folder or names an
    /// anchor.
    ///
    /// Source: RFC 3986, section 5.2, for the references that contract files use: a relative path, a fragment, or
    /// both.
    public func resolving(_ reference: String) -> SourceLocation? {
        if reference.hasPrefix(Self.uriPrefix) { return SourceLocation(uri: reference) }
        guard !reference.contains("://"), !reference.hasPrefix("urn:") else { return nil }
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map(Self.percentDecoded) ?? ""
        let fragment = parts.count > 1 ? Self.percentDecoded(parts[1]) : ""
        guard let pointer = try? JSONPointer(fragment) else { return nil }
        if path.isEmpty { return SourceLocation(file: file, pointer: pointer) }
        var folders = path.hasPrefix("/") ? [] : file.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = folders.popLast()
            default: folders.append(String(part))
            }
        }
        return SourceLocation(file: folders.joined(separator: "/"), pointer: pointer)
    }
}
