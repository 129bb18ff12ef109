/// A header field: a name and its value.
public struct HeaderField: Sendable, Hashable {
    /// The name as sent; compared case-insensitively in ASCII (RFC 9110, section 5.1).
    public var name: String
    /// The value without surrounding whitespace.
    public var value: String

    /// Creates a header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// An ordered list of header fields; names can repeat.
///
/// It is a list and not a dictionary because repeated headers have to be detected: a browser rejects an answer that
/// carries `Access-Control-Allow-Origin` twice.
public struct HeaderFields: Sendable, Hashable {
    /// The header fields, in order.
    public private(set) var fields: [HeaderField]

    /// Creates a list of header fields.
    public init(_ fields: [HeaderField] = []) {
        self.fields = fields
    }

    /// The value of the first field of that name.
    ///
    /// Setting replaces all fields of that name by one; setting `nil` removes them all.
    /// - Complexity: O(*n*) in the number of fields.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value }
        set {
            fields.removeAll { $0.name.equalsIgnoringASCIICase(name) }
            if let newValue { fields.append(HeaderField(name, newValue)) }
        }
    }

    /// Returns all values of that name, in order.
    /// - Complexity: O(*n*) in the number of fields.
    public func values(for name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Appends a field, keeping existing ones of the same name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(HeaderField(name, value))
    }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    /// Creates header fields from a dictionary literal, in the order in which it is written.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { HeaderField($0.0, $0.1) })
    }
}

extension String {
    /// Returns whether both are equal when the case of ASCII letters is ignored, the rule for header names.
    func equalsIgnoringASCIICase(_ other: String) -> Bool {
        utf8.elementsEqual(other.utf8) { left, right in
            left == right || (left ^ right == 0x20 && (0x61...0x7A).contains(left | 0x20))
        }
    }
}
