public import JSON

/// A duration across requests that the service's owners monitor: from a record being stored until a later event.
public struct Measure: Sendable, Hashable {
    /// The event that ends the duration.
    public enum End: Sendable, Hashable {
        /// A response of an action contains the record for the first time, in the list at a place of its body.
        case seen(action: String, list: JSONPointer)
        /// An attribute of the record changes for the first time.
        case changed(attribute: String)
    }

    /// The name, as part of a metric's name: lower-case words with `_` between.
    public var name: String
    /// A description in one sentence.
    public var help: String
    /// The table of the records.
    public var table: String
    /// The event that ends the duration.
    public var end: End
    /// When its owners are told; `nil` for never.
    public var alarm: MeasureAlarm?
    /// The location of the measure.
    public var location: SourceLocation

    /// Creates a measure.
    public init(
        name: String,
        help: String,
        table: String,
        end: End,
        alarm: MeasureAlarm? = nil,
        location: SourceLocation
    ) {
        self.name = name
        self.help = help
        self.table = table
        self.end = end
        self.alarm = alarm
        self.location = location
    }
}
