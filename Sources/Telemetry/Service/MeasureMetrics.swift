/// The metrics of durations that start and end with different requests.
enum MeasureMetrics {
    /// The bucket bounds in seconds, from a polling interval to human response times: half a second to two weeks.
    static let bounds: [Double] = [
        0.5, 1, 2.5, 5, 10, 20, 30, 60, 300, 900, 3_600, 14_400, 86_400, 259_200, 604_800, 1_209_600,
    ]

    /// The metric's name.
    static func label(_ measure: String) -> String { "understudy_\(measure)_seconds" }
}
