import JSON

extension JSONPointer {
    /// The names on the way to the place: its tokens without the indices, which differ from attempt to attempt.
    var withoutIndices: [String] { tokens.filter { Int($0) == nil } }
}
