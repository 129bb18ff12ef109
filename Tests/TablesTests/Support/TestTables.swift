import JSON
import Tables

/// Small tables with every kind of key.
enum TestTables {
    /// A string key, an index with a number as its sort key, one with a string, one without.
    static let people = TableDefinition(
        name: "People",
        key: KeySchema(partition: KeyAttribute("id")),
        indexes: [
            IndexDefinition(
                name: "ByCityAndAge",
                key: KeySchema(partition: KeyAttribute("city"), sort: KeyAttribute("age", .number))
            ),
            IndexDefinition(
                name: "ByCityAndName",
                key: KeySchema(partition: KeyAttribute("city"), sort: KeyAttribute("name"))
            ),
            IndexDefinition(name: "ByMail", key: KeySchema(partition: KeyAttribute("mail"))),
        ]
    )

    /// A string and a string.
    static let letters = TableDefinition(
        name: "Letters",
        key: KeySchema(partition: KeyAttribute("box"), sort: KeyAttribute("name"))
    )

    /// A number and a number.
    static let readings = TableDefinition(
        name: "Readings",
        key: KeySchema(partition: KeyAttribute("sensor", .number), sort: KeyAttribute("at", .number))
    )

    /// Items that expire by `ends`, with an index and a change stream.
    static let tickets = TableDefinition(
        name: "Tickets",
        key: KeySchema(partition: KeyAttribute("id")),
        indexes: [
            IndexDefinition(
                name: "ByOwner",
                key: KeySchema(partition: KeyAttribute("owner"), sort: KeyAttribute("rank", .number))
            )
        ],
        timeToLive: "ends",
        stream: .newAndOldImages
    )

    static let all = [people, letters, readings]
}

/// A random number generator that a seed decides, so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension TableStore {
    /// All names, or values of another attribute, that a query finds, over all pages.
    func values(_ attribute: String, _ query: Query) async throws -> [JSONValue] {
        try await allItems(query).map { $0[attribute] ?? .null }
    }
}
