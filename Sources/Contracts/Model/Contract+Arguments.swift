public import JSON

extension Contract {
    /// The names of the arguments that an action's request schema describes, wherever it does (`$ref`, `allOf` and the
    /// like included); none where it describes none.
    ///
    /// - Complexity: O(*n*) in the number of schemas followed.
    public func argumentNames(of action: Action) -> Set<ExactString> {
        SchemaReader(sources: sources).propertyNames(at: action.requestLocation)
    }
}
