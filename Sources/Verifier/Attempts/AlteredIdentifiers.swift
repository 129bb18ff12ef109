import Contracts
import JSON

/// Unused ids that are similar to a used one or to a keyword of a language.
enum AlteredIdentifiers {
    /// Values that careless code takes for null, for a property of every object, or for a number.
    static let words = ["null", "undefined", "constructor", "__proto__", "toString", "007"]

    /// Returns an id with its letters in the other case, and as patterns that match only it.
    ///
    /// The patterns keep most of the id: as wildcards they must not match records outside of the attempt.
    static func similar(to id: String) -> [(name: String, id: String)] {
        var similar: [(String, String)] = []
        let flipped = inOtherCase(id)
        if !flipped.utf8.elementsEqual(id.utf8) { similar.append(("in the other case", flipped)) }
        if id.count > 2 {
            // An id may end like that.
            if !id.hasSuffix("_") { similar.append(("with _ for its last character", id.dropLast() + "_")) }
            similar.append(("with % for its last two characters", id.dropLast(2) + "%"))
        }
        return similar
    }

    /// Returns an id with its letters in the other case.
    static func inOtherCase(_ id: String) -> String {
        String(id.map { $0.isLowercase ? Character($0.uppercased()) : Character($0.lowercased()) })
    }

    /// The filter of a shell that changes the case of letters.
    static let otherCaseFilter = "tr a-zA-Z A-Za-z"

    /// Returns the similar ids with the part that comes from the id, and the filter of a shell that makes this part of the id.
    ///
    /// Short ids and ids that are not ASCII have none: their parts could be anything, or are no letters to a filter.
    static func filters(for id: String) -> [(id: String, part: String, filter: String)] {
        guard id.utf8.count >= 6, id.utf8.allSatisfy({ $0 < 0x80 }) else { return [] }
        let flipped = inOtherCase(id)
        return [
            (flipped, flipped, otherCaseFilter),
            (id.dropLast() + "_", String(id.dropLast()), "sed 's/.$//'"),
            (id.dropLast(2) + "%", String(id.dropLast(2)), "sed 's/..$//'"),
        ]
    }

    /// Returns an unrelated id of the same form.
    static func unrelated(to id: String, _ maker: ValueAnnotation.Maker, _ attempt: Attempt) -> String {
        guard maker == .server else { return attempt.clientIdentifier("stranger") }
        return String(
            String.UnicodeScalarView(
                id.unicodeScalars.map { scalar in
                    switch scalar {
                    case "0"..."8", "a"..."e", "A"..."Y": Unicode.Scalar(scalar.value + 1) ?? scalar
                    case "9": "0"
                    case "f"..."z": "a"
                    case "Z": "A"
                    default: scalar
                    }
                }
            )
        )
    }
}
