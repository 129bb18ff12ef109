public import JSON

extension Contract {
    /// Returns the names of the arguments that an action's request schema describes, including `$ref`, `allOf` and the
    /// like; none where it describes none.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    public func argumentNames(of action: Action) -> Set<ExactString> {
        SchemaReader(sources: sources).propertyNames(at: action.requestLocation)
    }
}
