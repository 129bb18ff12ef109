/// The formats of JSON Schema 2020-12, validation vocabulary, section 7.3.
enum Format {
    /// Returns the check for a format's name, or nil for a format that the specification does not define.
    static func checker(named name: String) -> (@Sendable (String) -> Bool)? {
        nil
    }
}
