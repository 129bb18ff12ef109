/// The reason why an event is not an HTTP request.
struct EventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do, on one line.
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
