import JSON

/// What one made instance is to be like at one place of the schema: at an edge, or broken.
struct Aim: Sendable {
    /// What happens where the schema at the path is applied.
    enum Effect: Sendable {
        /// Nothing but that the schema is applied, where it need not be.
        case none
        /// One keyword is missed, in one of several ways, while all others are met.
        case breaking(keyword: String, variant: Int)
        /// The value is of a type.
        case kind(ValueKind)
        /// The value is this one.
        case value(JSONValue)
        /// The string has that many Unicode scalars.
        case length(Int)
        /// The array has that many items, or the object that many members.
        case count(Int)
        /// The object does without a member.
        case without(String)
    }

    /// What members that need not be there do.
    enum Optionals: Sendable {
        case none
        case all
    }

    /// What is particular about the instance.
    let name: String
    /// The way to the schema.
    let path: [String]
    /// What happens there.
    let effect: Effect
    /// The way to the value in the instance that it is about.
    var instance: [String] = []
    /// What the texts there are made of.
    var script: TextScript?
    /// What members that need not be there do.
    var optionals = Optionals.none

    /// Whether this is to break something.
    var breaks: Bool {
        if case .breaking = effect { true } else { false }
    }

    /// The keyword that is to be broken.
    var keyword: String {
        if case .breaking(let keyword, _) = effect { keyword } else { "" }
    }
}
