import JSON

/// An example whose response is not known yet.
///
/// In its request a text `${NAME}` stands for the key that the answer of an earlier example shows.
struct PlannedExample {
    /// The action's name.
    var action: String
    /// The example's name.
    var name: String
    /// The label of the example to run before.
    var after: String?
    var request: JSONObject
    /// The status that the behaviour is expected to answer.
    var status: Int
    /// The name of the key that the answer shows, and where it shows it.
    var capture: (name: String, pointer: JSONPointer)?

    /// What other examples call it.
    var label: String { "\(action): \(name)" }
}
