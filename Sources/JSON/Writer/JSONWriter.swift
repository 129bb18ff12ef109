/// Turns values into UTF-8 text.
///
/// Numbers are written by their literal text. In strings, only what must be escaped is: the quote, the backslash and
/// control characters (RFC 8259, section 7).
public struct JSONWriter: Sendable {
    /// The layout of the text.
    public enum Layout: Sendable, Hashable {
        /// On one line, without white space.
        case compact
        /// One member or element a line, indented by two spaces, without a newline at the end.
        case pretty
    }

    /// The layout of the text.
    public var layout: Layout
    /// Whether members are written in the order of their names' bytes and not in their own.
    public var sortsNames: Bool

    /// Creates a writer.
    public init(layout: Layout = .compact, sortsNames: Bool = false) {
        self.layout = layout
        self.sortsNames = sortsNames
    }

    /// The text of a value.
    ///
    /// - Complexity: O(*n*) in the size of the value; sorting names adds O(*m* log *m*) in the members of an object.
    public func bytes(_ value: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    /// Appends the text of a value to other bytes.
    ///
    /// - Complexity: As ``bytes(_:)``.
    public func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        var output = Output(writer: self)
        output.write(value, depth: 0)
        output.sink.append(to: &bytes)
    }
}

extension JSONValue {
    /// The compact text, in UTF-8.
    ///
    /// - Complexity: O(*n*) in the size of the value.
    public func serialized() -> [UInt8] {
        JSONWriter().bytes(self)
    }

    /// The compact text.
    public var compactText: String {
        String(decoding: serialized(), as: UTF8.self)
    }

    /// The text laid out for people: indented by two spaces, with a newline at the end.
    public func prettyText(sortsNames: Bool = false) -> String {
        var bytes = JSONWriter(layout: .pretty, sortsNames: sortsNames).bytes(self)
        bytes.append(UInt8(ascii: "\n"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A copy in which all members, at every depth, are sorted by the bytes of their names.
    ///
    /// - Complexity: O(*n* log *n*) in the size of the value.
    public func sorted() -> JSONValue {
        switch self {
        case .array(let elements):
            return .array(elements.map { $0.sorted() })
        case .object(let object):
            let members = object.members.sorted { ExactString($0.name) < ExactString($1.name) }
            return .object(JSONObject(members.map { JSONMember(name: $0.name, value: $0.value.sorted()) }))
        default:
            return self
        }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The compact text.
    public var description: String { compactText }
}
