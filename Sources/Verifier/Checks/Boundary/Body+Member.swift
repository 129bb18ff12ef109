extension [UInt8] {
    /// Adds a member, as JSON text, to the bytes of a JSON object.
    mutating func appendMember(_ text: String) {
        let isEmpty = count <= 2
        removeLast()
        append(contentsOf: (isEmpty ? "\(text)}" : ",\(text)}").utf8)
    }
}
