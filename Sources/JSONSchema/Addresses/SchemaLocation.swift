import JSON

/// The location of a schema: the identifier of its schema resource and the way from there.
///
/// A schema has exactly one location, so locations can be compared: the way never passes through a schema with an
/// identifier of its own.
struct SchemaLocation: Sendable, Hashable {
    /// The canonical URI of the schema resource, without a fragment (JSON Schema Core, section 4.3.5).
    let resource: ExactString
    /// The way from the resource's root to the schema.
    let pointer: JSONPointer

    /// The location of a schema below this one.
    func appending(_ token: String) -> Self {
        SchemaLocation(resource: resource, pointer: pointer.appending(token))
    }

    /// The location as one absolute URI, as `absoluteKeywordLocation` reports it.
    var text: String {
        "\(resource.string)#\(pointer.description.fragmentEncoded)"
    }
}
