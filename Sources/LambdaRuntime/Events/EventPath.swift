/// The path of an event as a client has sent it: percent-encoded, without the stage of an API.
enum EventPath: Sendable {
    /// Returns the path without the stage.
    ///
    /// A path begins with the stage only at the API's own domain: a domain of the user's is mapped to a stage.
    static func withoutStage(_ path: String, _ stage: String?, domain: String?) -> String {
        guard let stage, !stage.isEmpty, stage != "$default",
            domain?.contains(".execute-api.") ?? true
        else { return path }
        let prefix = "/\(stage)"
        guard path.utf8.starts(with: prefix.utf8) else { return path }
        let rest = path.utf8.dropFirst(prefix.utf8.count)
        guard let next = rest.first else { return "/" }
        return next == UInt8(ascii: "/") ? String(decoding: rest, as: UTF8.self) : path
    }

    /// Returns the path with what cannot stand in one percent-encoded: a gateway may have decoded it.
    ///
    /// Source: RFC 3986, section 3.3.
    static func encoded(_ path: String) -> String {
        guard !path.isEmpty else { return "/" }
        guard !path.utf8.allSatisfy({ isAllowed($0) || $0 == UInt8(ascii: "%") }) else { return path }
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            if isAllowed(byte) || byte == UInt8(ascii: "%") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "/-._~!$&'()*+,;=:@".utf8.contains(byte)
        }
    }
}
