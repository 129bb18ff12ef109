/// The result of ``Schema/verdict(utf8:parser:)``: whether a text is JSON and valid.
public struct TextVerdict: Sendable {
    /// Whether the text is JSON and valid.
    public let isValid: Bool
    /// Items that are valid where the whole is not: errors need not be searched for in them.
    let passed: [PassedItems]
}

/// The first items of an array, which are valid by the schema for items.
struct PassedItems: Sendable {
    /// The way to the array.
    var path: [String]
    var count: Int
    /// The node of the schema in the ``StreamProgram``.
    var schema: Int
}
