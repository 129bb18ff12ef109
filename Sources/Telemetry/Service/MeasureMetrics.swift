/// The metrics of durations that start and end with different requests: a histogram of those that ended, and a gauge of the
/// oldest that has not.
public enum MeasureMetrics: Sendable {
    /// The bucket bounds in seconds, from a polling interval to human response times: half a second to two weeks.
    static let bounds: [Double] = [
        0.5, 1, 2.5, 5, 10, 20, 30, 60, 300, 900, 3_600, 14_400, 86_400, 259_200, 604_800, 1_209_600,
    ]

    /// The name of the histogram.
    public static func label(_ measure: String) -> String { "understudy_\(measure)_seconds" }

    /// The name of the gauge of the record that waits longest.
    public static func oldestLabel(_ measure: String) -> String { "understudy_\(measure)_oldest_seconds" }
}
