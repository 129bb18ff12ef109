public import JSON

extension SchemaOutputUnit {
    /// The position in a file of the value that this is about.
    ///
    /// A member that should not be there is shown by its name. A value that is missing from the file (because another
    /// text than the file's was validated) gives the place of the nearest container.
    /// - Complexity: O(*n*) in the size of the file.
    public func position(in document: JSONDocument) -> SourcePosition? {
        if keyword == "propertyNames" || keywordLocation.tokens.contains("propertyNames") || isRefusal,
            let position = document.namePosition(of: instanceLocation)
        {
            return position
        }
        var place: JSONPointer? = instanceLocation
        while let pointer = place {
            if let position = document.position(of: pointer) { return position }
            place = pointer.parent
        }
        return nil
    }

    /// The error as compilers print it: `messages.json:3:14: error: /messages/0/text must be a string, but is a number`.
    public func diagnostic(in document: JSONDocument, file: String) -> String {
        let place = position(in: document).map { "\(file):\($0)" } ?? file
        return "\(place): error: \(self)"
    }

    /// Whether a schema that is `false` refuses the member as a whole.
    private var isRefusal: Bool {
        ["additionalProperties", "unevaluatedProperties"].contains(keyword)
            && keywordLocation.tokens.last == keyword
    }
}
