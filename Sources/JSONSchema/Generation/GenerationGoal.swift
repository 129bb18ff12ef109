import JSON

/// The goal for a generated instance at one place of the schema: a boundary, or the violation of a keyword.
struct GenerationGoal: Sendable {
    /// The effect at the place where the schema at the path is applied.
    enum Effect: Sendable {
        /// Nothing but that the schema is applied, where it need not be.
        case none
        /// One keyword is violated, in one of several ways, while all others are satisfied.
        case violating(keyword: String, number: Int)
        /// The value is of a type.
        case kind(ValueType)
        /// The value is this one.
        case value(JSONValue)
        /// The string has that many Unicode scalars.
        case length(Int)
        /// The array has that many items, or the object that many members.
        case count(Int)
        /// The object does without a member.
        case without(String)
    }

    /// The treatment of optional members.
    enum Optionals: Sendable {
        case none
        case all
    }

    /// A description of the instance.
    let name: String
    /// The way to the schema.
    let path: [String]
    /// The effect at the place.
    let effect: Effect
    /// The way to the value in the instance that it is about.
    var instance: [String] = []
    /// The script of the texts there.
    var script: TextScript?
    /// The treatment of optional members.
    var optionals = Optionals.none

    /// Whether a keyword is to be violated.
    var isViolation: Bool {
        if case .violating = effect { true } else { false }
    }

    /// The keyword that is to be violated.
    var keyword: String {
        if case .violating(let keyword, _) = effect { keyword } else { "" }
    }
}
