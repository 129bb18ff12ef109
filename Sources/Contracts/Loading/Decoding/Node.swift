import JSON

/// A value of a contract file together with its location, to decode from.
///
/// Decoding skips members of the wrong form silently: every file was validated against its meta schema before, which
/// reports them better.
struct Node {
    let value: JSONValue
    let location: SourceLocation

    init(_ value: JSONValue, at location: SourceLocation) {
        self.value = value
        self.location = location
    }

    init(_ file: SourceFile) {
        self.init(file.document.value, at: SourceLocation(file: file.path))
    }

    subscript(_ name: String) -> Node? {
        value[name].map { Node($0, at: location.appending(name)) }
    }

    var string: String? { value.stringValue }
    var int: Int? { value.intValue }
    var double: Double? { value.numberValue?.doubleValue }
    var bool: Bool? { value.boolValue }
    var object: JSONObject? { value.objectValue }
    var pointer: JSONPointer? { string.flatMap { try? JSONPointer($0) } }

    /// The elements of an array; none for other values.
    var elements: [Node] {
        (value.arrayValue ?? []).enumerated().map { Node($1, at: location.appending($0)) }
    }

    /// The members of an object; none for other values.
    var members: [(name: String, node: Node)] {
        (value.objectValue?.members ?? []).map { ($0.name, Node($0.value, at: location.appending($0.name))) }
    }

    /// The strings of an array.
    var strings: [String] { elements.compactMap(\.string) }

    func string(_ name: String) -> String? { self[name]?.string }
    func strings(_ name: String) -> [String] { self[name]?.strings ?? [] }
    func elements(_ name: String) -> [Node] { self[name]?.elements ?? [] }
    func members(_ name: String) -> [(name: String, node: Node)] { self[name]?.members ?? [] }
}
