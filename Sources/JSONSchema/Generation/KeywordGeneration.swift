import JSON

/// A keyword in its place in a schema, as the generator of instances meets it.
struct KeywordUse: Sendable {
    /// The keyword's name.
    let name: String
    /// Its value.
    let value: JSONValue
    /// The schema that it is a member of.
    let schema: JSONObject
    /// The location of that schema, and how it was reached.
    let place: SchemaPlace
}

/// A keyword's constraints on generated instances, its violations, and its boundaries.
///
/// It is a part of the keyword's ``KeywordDefinition``; the generator knows no keyword by name.
struct KeywordGeneration: Sendable {
    /// Adds the keyword's constraints to those of a value.
    typealias Constrain = @Sendable (KeywordUse, inout InstanceBuilder, inout ValueConstraints) -> Void
    /// Adds what a value that violates the keyword has to be, and returns whether there is such a way.
    ///
    /// Of several ways the number, counted from 0, chooses one; `nil` leaves it to chance.
    typealias Violate = @Sendable (KeywordUse, Int?, inout InstanceBuilder, inout ValueConstraints) -> Bool
    /// Lists the edge cases of a value that the keyword names.
    typealias EdgeCases = @Sendable (KeywordUse) -> [EdgeCase]

    /// The keyword's constraints; `nil` for none.
    let constrain: Constrain?
    /// The violation; `nil` where no value can violate it.
    let violate: Violate?
    /// In how many ways it is violated at most.
    let violationCount: @Sendable (KeywordUse) -> Int
    /// Its edge cases.
    let edgeCases: EdgeCases

    /// Creates the behaviour of any keyword.
    init(
        constrain: Constrain? = nil,
        violate: Violate? = nil,
        violationCount: @escaping @Sendable (KeywordUse) -> Int = { _ in 6 },
        edgeCases: @escaping EdgeCases = { _ in [] }
    ) {
        self.constrain = constrain
        self.violate = violate
        self.violationCount = violationCount
        self.edgeCases = edgeCases
    }

    /// A keyword of which nothing can be generated: it describes, or another keyword reads it.
    static let none = KeywordGeneration()

    /// Creates the behaviour of a keyword that is about the value itself, and is violated in one way.
    static func assertion(
        constrain: @escaping @Sendable (KeywordUse, inout ValueConstraints) -> Void,
        violate: @escaping @Sendable (KeywordUse, inout ValueConstraints) -> Bool,
        edgeCases: @escaping EdgeCases = { _ in [] }
    ) -> KeywordGeneration {
        KeywordGeneration(
            constrain: { use, _, constraints in constrain(use, &constraints) },
            violate: { use, number, _, constraints in number ?? 0 == 0 && violate(use, &constraints) },
            edgeCases: edgeCases
        )
    }

    /// A text longer than this is not generated only to be too long.
    static let longestText = 1_000_000
    /// More items or members than this are not generated only to be too many.
    static let mostParts = 2_000
}

/// A valid value at an edge of a schema, as a keyword names it.
struct EdgeCase: Sendable {
    /// A description.
    let name: String
    /// The way from the keyword's schema to the schema that is to apply.
    var steps: [String] = []
    /// The name of the member that it is about, where it is not the value itself.
    var member: String?
    /// The effect at the place.
    var effect: GenerationGoal.Effect
    /// The script of the texts there.
    var script: TextScript?
    /// The treatment of optional members.
    var optionals = GenerationGoal.Optionals.none
}

extension EdgeCase {
    /// The numbers at and next to a limit.
    static func numbers(around limit: JSONValue) -> [EdgeCase] {
        guard let limit = limit.numberValue else { return [] }
        let fine = JSONNumber("0.01") ?? 1
        return [limit, limit + 1, limit - 1, limit + fine, limit - fine].map { number($0) }
    }

    /// A number.
    static func number(_ number: JSONNumber) -> EdgeCase {
        EdgeCase(name: "the number \(number)", effect: .value(.number(number)))
    }

    /// As many items or members as a limit allows, and one away from it on the inner side.
    static func counts(at limit: JSONValue, next step: Int, of what: String) -> [EdgeCase] {
        guard let count = limit.intValue, count <= 1_000 else { return [] }
        return [count, count + step].filter { $0 >= 0 }.map { count in
            EdgeCase(name: Wording.count(count, what), effect: .count(count))
        }
    }

    /// Texts of some kinds, none of them particular.
    static func texts(for keyword: String) -> [EdgeCase] {
        (1...4).map { EdgeCase(name: "a text for its \(keyword), \($0)", effect: .kind(.string)) }
    }

    /// Every branch of a choice.
    static func branches(of use: KeywordUse) -> [EdgeCase] {
        (use.value.arrayValue ?? []).indices.map { number in
            EdgeCase(
                name: "branch \(number + 1) of \(use.name)",
                steps: [use.name, String(number)],
                effect: .none
            )
        }
    }
}
