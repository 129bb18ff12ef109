/// A duration of a contract's measure, by the session's clock.
public struct MeasuredTime: Sendable, Hashable {
    /// The measure's name.
    public var measure: String
    /// The milliseconds from the creation of the record to the end of the measure; 0 when the clock is frozen.
    public var milliseconds: Int

    /// Creates a measured duration.
    public init(measure: String, milliseconds: Int) {
        self.measure = measure
        self.milliseconds = milliseconds
    }
}
