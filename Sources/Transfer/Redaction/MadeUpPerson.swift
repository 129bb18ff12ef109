/// A person that does not exist.
struct MadeUpPerson {
    private static let firstNames = [
        "Ada", "Bela", "Cleo", "Dario", "Edda", "Falk", "Gita", "Hugo", "Ines", "Jona", "Kira", "Lars",
        "Mila", "Nils",
        "Orla", "Pia", "Quin", "Rhea", "Sami", "Tove", "Uma", "Vera", "Wim", "Xenia", "Yara", "Zeno", "Aino",
        "Bjarne",
        "Carla", "Dunja", "Emil", "Fenja",
    ]
    private static let lastNames = [
        "Acker", "Birk", "Corso", "Dahl", "Ebner", "Farn", "Grund", "Halm", "Iber", "Jarl", "Kamp", "Lind",
        "Moor",
        "Nadel", "Oder", "Pilz", "Quell", "Rain", "Sand", "Tann", "Ulme", "Vogt", "Wiese", "Xander", "Yster",
        "Zander",
        "Anger", "Bach", "Dorn", "Eiche", "Furt", "Garten",
    ]
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")

    private let digest: [UInt8]

    /// Creates the person of a digest of at least 16 bytes.
    init(_ digest: [UInt8]) {
        self.digest = digest
    }

    private var first: String { Self.firstNames[Int(digest[0]) % Self.firstNames.count] }
    private var last: String { Self.lastNames[Int(digest[1]) % Self.lastNames.count] }

    /// First and last name; many persons share one.
    var name: String { "\(first) \(last)" }

    /// An address of a domain that nobody has; each person has another one.
    var address: String { "\(first).\(last).\(text(8))@example.com".lowercased() }

    /// An id; each person has another one.
    var identifier: String { "person-\(text(14))" }

    private func text(_ count: Int) -> String {
        String(digest[2..<(2 + count)].map { Self.digits[Int($0) % Self.digits.count] })
    }
}
