/// `$prefix`: the beginning of a text: `{"$prefix": "${message}", "characters": 100, "bytes": 4096}`.
public struct PrefixFunction: Sendable {
    /// The text.
    public var text: BehaviourValue
    /// The maximum number of bytes of UTF-8; no limit when `nil`.
    public var bytes: Int?
    /// The maximum number of characters, counted as grapheme clusters; no limit when `nil`.
    public var characters: Int?

    init(_ text: Node, _ node: Node, _ decoder: inout BehaviourDecoder) {
        self.text = decoder.value(text)
        bytes = node["bytes"]?.int
        characters = node["characters"]?.int
        if bytes ?? 1 < 1 || characters ?? 1 < 1 || (bytes == nil && characters == nil) {
            decoder.report(
                node.location,
                "'$prefix' does not say how much of the text it keeps",
                remedy: "give \"bytes\" or \"characters\", or both: whole numbers of at least 1"
            )
        }
    }
}
