import JSON

/// Simplifies arguments step by step, towards those of a working request.
struct ValueShrinker: Sendable {
    /// The simplest arguments.
    let goal: JSONObject

    init(toward goal: JSONObject) {
        self.goal = goal
    }

    /// Returns simpler arguments, the largest steps first; none where nothing is left to simplify.
    ///
    /// - Complexity: O(*n*) candidates in the number of values.
    func candidates(for arguments: JSONObject) -> [JSONObject] {
        var candidates: [JSONObject] = []
        for member in arguments where goal[member.name] != member.value {
            var copy = arguments
            copy[member.name] = goal[member.name]
            candidates.append(copy)
        }
        for member in arguments where goal[member.name] != member.value {
            for value in Self.simpler(member.value) {
                var copy = arguments
                copy[member.name] = value
                candidates.append(copy)
            }
        }
        return candidates
    }

    /// Returns simpler values of the same type.
    static func simpler(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .string(let text): simpler(text).map { .string($0) }
        case .number(let number): simpler(number).map { .number($0) }
        case .array(let items):
            items.indices.map { place in
                var copy = items
                copy.remove(at: place)
                return .array(copy)
            }
        case .object(let object): simpler(object)
        case .bool, .null: []
        }
    }

    /// Returns parts of the text, and the text with letters in the place of other characters: where only the length
    /// matters, or only what is ASCII, that is easier to read.
    private static func simpler(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        let letter: Unicode.Scalar = "a"
        let count = scalars.count
        let halves = [scalars.prefix(count / 2), scalars.dropFirst(count / 2), scalars.prefix(count * 7 / 8)]
        let plain = [scalars.map { _ in letter }, scalars.map { $0.isASCII ? $0 : letter }]
        let others = plain.filter { $0 != scalars } + [Array(scalars.dropLast()), Array(scalars.dropFirst())]
        let parts = count > 1 ? halves.map { Array($0) } + others : others.filter { !$0.isEmpty }
        return parts.map { part in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: part)
            return String(view)
        }
    }

    private static func simpler(_ number: JSONNumber) -> [JSONNumber] {
        let whole = number.intValue ?? Int(exactly: number.doubleValue.rounded(.towardZero))
        let candidates = [0, 1, whole.map { $0 / 2 }, whole].compactMap(\.self).map { JSONNumber($0) }
        return candidates.filter { $0 != number && !(number == 1 && $0 == 0) }
    }

    private static func simpler(_ object: JSONObject) -> [JSONValue] {
        object.flatMap { member -> [JSONValue] in
            var without = object
            without[member.name] = nil
            return [.object(without)]
                + simpler(member.value).map { value in
                    var copy = object
                    copy[member.name] = value
                    return .object(copy)
                }
        }
    }
}
