/// One header line: a name and its value, as text.
public struct HeaderField: Sendable, Hashable {
    /// The name as it was sent; compared without regard to ASCII case (RFC 9110, section 5.1).
    public var name: String
    /// The value without surrounding white space.
    public var value: String

    /// Makes a header line.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Header lines in the order in which they were sent; a name may stand more than once.
///
/// A list and not a dictionary, because a header that is sent twice is a fault that has to be seen: a browser
/// refuses an answer that carries `Access-Control-Allow-Origin` twice.
public struct HeaderFields: Sendable, Hashable {
    /// The lines, in order.
    public private(set) var fields: [HeaderField]

    /// Makes header fields from lines.
    public init(_ fields: [HeaderField] = []) {
        self.fields = fields
    }

    /// The value of the first line of that name.
    ///
    /// Setting replaces every line of that name by one; setting `nil` removes them all.
    /// - Complexity: O(*n*) in the number of lines.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value }
        set {
            fields.removeAll { $0.name.equalsIgnoringASCIICase(name) }
            if let newValue { fields.append(HeaderField(name, newValue)) }
        }
    }

    /// Every value of that name, in order.
    /// - Complexity: O(*n*) in the number of lines.
    public func values(for name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Adds a line and keeps those of the same name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(HeaderField(name, value))
    }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    /// Makes header fields from pairs, in the order in which they are written.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { HeaderField($0.0, $0.1) })
    }
}

extension String {
    /// Whether both are equal when the ASCII letters' case is left out: the rule for header names.
    func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.elementsEqual(other.utf8) { left, right in
            left == right || (left ^ right == 0x20 && (0x61...0x7A).contains(left | 0x20))
        }
    }
}
