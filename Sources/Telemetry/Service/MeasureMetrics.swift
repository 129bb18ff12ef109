/// How times that begin and end with different requests are told.
enum MeasureMetrics {
    /// Upper bounds in seconds: from what a poll takes to what people take, half a second to two weeks.
    static let bounds: [Double] = [
        0.5, 1, 2.5, 5, 10, 20, 30, 60, 300, 900, 3_600, 14_400, 86_400, 259_200, 604_800, 1_209_600,
    ]

    /// The metric's name.
    static func label(_ measure: String) -> String { "understudy_\(measure)_seconds" }
}
