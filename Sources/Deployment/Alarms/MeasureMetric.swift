/// The metric of a contract's measure in CloudWatch: durations in seconds.
public enum MeasureMetric: Sendable {
    /// The namespace.
    public static let namespace = "Understudy"
    /// The dimension that has the service's name.
    public static let dimension = "Service"

    /// Returns the name of the metric of a measure.
    public static func name(of measure: String) -> String { "\(measure)_seconds" }
}
