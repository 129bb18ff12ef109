/// The names of a template's resources: letters and digits, each once.
///
/// Source: AWS, "CloudFormation template Resources syntax".
struct LogicalIDs: Sendable {
    private var taken: Set<String>

    /// Creates names beside those that are taken.
    init(taken: Set<String> = []) {
        self.taken = taken
    }

    /// Returns the name of something, with a number where another has the same letters and digits.
    mutating func make(_ text: String, suffix: String = "") -> String {
        let letters = text.unicodeScalars.filter { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        }
        let base = String(String.UnicodeScalarView(letters)) + suffix
        var name = base
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(base)\(number)"
            number += 1
        }
        return name
    }
}
