/// One time of a measure of the contract, by the session's clock.
public struct MeasuredTime: Sendable, Hashable {
    /// The measure's name.
    public var measure: String
    /// From the record being stored to what ends the measure, in milliseconds; 0 where the clock is frozen.
    public var milliseconds: Int

    /// Makes a time.
    public init(measure: String, milliseconds: Int) {
        self.measure = measure
        self.milliseconds = milliseconds
    }
}
