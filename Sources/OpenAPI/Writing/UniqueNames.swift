/// Names that were given, each once whatever its case.
struct UniqueNames {
    private var taken: Set<String> = []

    /// Whether a name was given before.
    func contains(_ name: String) -> Bool { taken.contains(name.lowercased()) }

    /// Gives a name: the wanted one, with a number behind it where it was given before.
    mutating func name(_ wanted: String, separator: String = "-") -> String {
        var name = wanted
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(wanted)\(separator)\(number)"
            number += 1
        }
        return name
    }
}
