/// The words of a name, in whatever way it joins them: `getUser_byID` is get, user, by, id.
struct Words {
    /// The words, in lower case.
    let words: [String]

    /// Takes a name apart at everything that is neither letter nor digit, and where a capital begins a word.
    init(_ name: String) {
        var words: [String] = []
        var word = ""
        let scalars = Array(name.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            guard scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) else {
                words.append(word)
                word = ""
                continue
            }
            let isCapital = ("A"..."Z").contains(scalar)
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            let isNew =
                index > 0 && isCapital
                && (!("A"..."Z").contains(scalars[index - 1])
                    || next.map { ("a"..."z").contains($0) } ?? false)
            if isNew {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        words.append(word)
        self.words = words.filter { !$0.isEmpty }.map { $0.lowercased() }
    }

    /// The words with a separator between them.
    func joined(_ separator: String) -> String { words.joined(separator: separator) }

    /// The words with capitals: `OrderLines`.
    var capitalized: String { words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }

    /// The words in the singular, where the last is a plural of the usual kind.
    var singular: Words {
        guard let last = words.last, last.count > 2 else { return self }
        var one = last
        if last.hasSuffix("ies") {
            one = last.dropLast(3) + "y"
        } else if ["ches", "shes", "sses", "xes", "zes"].contains(where: last.hasSuffix) {
            one = String(last.dropLast(2))
        } else if last.hasSuffix("s"), !last.hasSuffix("ss"), !last.hasSuffix("us"), !last.hasSuffix("is") {
            one = String(last.dropLast())
        }
        return Words((words.dropLast() + [one]).joined(separator: "-"))
    }

    /// The words with spaces between them, behind the indefinite article: `an order line`.
    var withArticle: String {
        (words.first?.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + joined(" ")
    }

    /// The letters and digits alone, for names that differ only in how they join words.
    var compared: String { words.joined() }
}
