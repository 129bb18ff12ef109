public import JSON

/// A time that the service's owners watch and no single request shows: from a record being stored until something becomes
/// of it.
public struct Measure: Sendable, Hashable {
    /// What ends the time.
    public enum End: Sendable, Hashable {
        /// An answer of an action shows the record first, in the list at a place of its body.
        case seen(action: String, list: JSONPointer)
        /// An attribute of the record gets another value first.
        case changed(attribute: String)
    }

    /// The name, as a part of a metric's: lower-case words with `_` between.
    public var name: String
    /// What it says, in a sentence.
    public var help: String
    /// The table in which the records are.
    public var table: String
    /// What ends the time.
    public var end: End
    /// Where it stands.
    public var location: SourceLocation

    /// Makes a measure.
    public init(name: String, help: String, table: String, end: End, location: SourceLocation) {
        self.name = name
        self.help = help
        self.table = table
        self.end = end
        self.location = location
    }
}
