import Contracts

/// An action with a working example.
struct WorkingExample: Sendable {
    /// The action.
    let action: Action
    /// The example.
    let example: Example
}
