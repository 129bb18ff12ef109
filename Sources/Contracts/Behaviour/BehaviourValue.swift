public import JSON

/// A value of a behaviour: JSON in which references to arguments and found records stand, and functions.
///
/// A string that is `${name/pointer}` alone is replaced by the value that the pointer leads to, with its type. Inside a
/// longer text its text is put in its place. An object with a member whose name begins with `$` is a function. A
/// member of an object whose value is absent is left out, as is an absent element of an array.
public struct BehaviourValue: Sendable {
    /// What a value is made of.
    public indirect enum Kind: Sendable {
        /// The value as it is written.
        case constant(JSONValue)
        /// The value that a name has, or a part of it.
        case reference(BehaviourReference)
        /// A text with references inside.
        case text([TextPart])
        /// An object.
        case object([Member])
        /// An array.
        case array([BehaviourValue])
        /// The result of a function.
        case function(BehaviourFunction)
    }

    /// A run of a text.
    public enum TextPart: Sendable, Hashable {
        /// The characters as they are written.
        case text(String)
        /// The text of a value.
        case reference(BehaviourReference)
    }

    /// A member of an object.
    public struct Member: Sendable {
        /// The member's name.
        public var name: String
        /// The member's value.
        public var value: BehaviourValue

        /// Creates a member.
        public init(name: String, value: BehaviourValue) {
            self.name = name
            self.value = value
        }
    }

    /// What it is made of.
    public var kind: Kind
    /// Where it is written.
    public var location: SourceLocation

    /// Creates a value.
    public init(_ kind: Kind, location: SourceLocation) {
        self.kind = kind
        self.location = location
    }

    /// The members of an object; `nil` for every other kind of value.
    public var members: [Member]? {
        if case .object(let members) = kind { members } else { nil }
    }
}

/// A name and the way from its value to a part of it: `${order/customer_id}`.
public struct BehaviourReference: Sendable, Hashable {
    /// The time of the request.
    public static let now = "now"
    /// All arguments of the request, as one object.
    public static let arguments = "arguments"

    /// The name: an argument, a found record, ``now`` or ``arguments``.
    public var name: String
    /// The way to a part of the value; the root for all of it.
    public var pointer: JSONPointer

    /// Creates a reference.
    public init(_ name: String, _ pointer: JSONPointer = JSONPointer()) {
        self.name = name
        self.pointer = pointer
    }
}

extension BehaviourReference: CustomStringConvertible {
    /// The reference as it is written: `${name/pointer}`.
    public var description: String { "${\(name)\(pointer)}" }
}
