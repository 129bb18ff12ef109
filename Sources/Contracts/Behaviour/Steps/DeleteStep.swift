/// Deletes a record that was found, or all of an array of them: `{"delete": "order"}`.
public struct DeleteStep: Sendable {
    /// The name of the record or of the records.
    public var name: String

    /// Creates a step.
    public init(name: String) {
        self.name = name
    }
}
