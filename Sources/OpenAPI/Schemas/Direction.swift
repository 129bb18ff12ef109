/// Whether a value is sent to the service or comes from it.
enum Direction: String, Hashable {
    /// Members that are `readOnly` are left out.
    case request
    /// Members that are `writeOnly` are left out.
    case response

    /// The keyword of members that do not go this way.
    var hiding: String { self == .request ? "readOnly" : "writeOnly" }
}
