import JSON

/// The ids of an attempt at one time: those that it has sent, and those that the endpoint has made for it.
struct OwnIdentifiers: Sendable {
    /// What every id begins with that the attempt sends.
    let ours: [UInt8]
    /// The ids that the endpoint has made.
    let texts: Set<ExactString>
    /// Those that are numbers, by the name of their member: a number alone may be anything.
    let numbers: [ExactString: Set<Int>]

    /// Returns whether a text contains an id of ours, or the endpoint created it for us.
    func contains(_ text: String) -> Bool {
        text.holds(bytes: ours) || !texts.isEmpty && texts.contains(ExactString(text))
    }

    /// Returns whether a member is one of the ids, be it a text or a number.
    func contains(_ id: JSONValue, named name: String) -> Bool {
        id.intValue.map { contains($0, named: name) } ?? id.stringValue.map(contains) ?? false
    }

    /// Returns whether a member is an id that the endpoint made for us as a number.
    func contains(_ number: Int, named name: String) -> Bool {
        !numbers.isEmpty && numbers[ExactString(name)]?.contains(number) == true
    }
}

extension JSONValue {
    /// Returns whether an id in it is one of some.
    ///
    /// - Complexity: O(*n*) in the size of the value.
    func mentions(_ ids: OwnIdentifiers) -> Bool {
        switch self {
        case .string(let text): ids.contains(text)
        case .array(let elements): elements.contains { $0.mentions(ids) }
        case .object(let object):
            object.contains { member in
                if let number = member.value.intValue {
                    return ids.contains(number, named: member.name)
                }
                return member.value.mentions(ids)
            }
        default: false
        }
    }
}
