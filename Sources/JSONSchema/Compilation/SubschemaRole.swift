/// The values that the schemas in a keyword's value apply to.
public enum SubschemaRole: Sendable, Hashable {
    /// Nothing: there are none, or they are only there to be referred to.
    case none
    /// The value itself; the schema is the one that a reference names.
    case reference
    /// The value itself, which has to satisfy every one that applies: `allOf`, `dependentSchemas`.
    case all
    /// The value itself, depending on the condition beside it: `then`, `else`.
    case branch
    /// The value itself, which satisfies some of them: `anyOf`, `oneOf`.
    case choice
    /// The value itself, and whether it satisfies the schema decides about other keywords: `if`.
    case condition
    /// The value itself, which must not satisfy it: `not`.
    case negation
    /// The members of the same names.
    case properties
    /// The items at the front.
    case leadingItems
    /// The items behind those.
    case items
    /// Members, items or names that are found otherwise.
    case other
}
