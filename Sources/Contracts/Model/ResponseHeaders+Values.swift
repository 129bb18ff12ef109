import JSON
public import JSONSchema
public import Lambda

extension ResponseHeaders {
    /// Returns made-up header fields that keep the requirements; none where no value was found.
    ///
    /// - Complexity: O(*n*) in the size of the schema.
    public func madeUp(in registry: SchemaRegistry, seed: UInt64) -> [HeaderField] {
        var random = SeededRandom(seed: seed, stream: "headers \(location.uri)")
        let made = InstanceGenerator(schema, in: registry).typical(using: &random)?.objectValue
        return (made?.members ?? []).compactMap { member in
            let text = member.value.stringValue ?? member.value.compactText
            let isText = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            return isText ? HeaderField(member.name, text) : nil
        }
    }
}
