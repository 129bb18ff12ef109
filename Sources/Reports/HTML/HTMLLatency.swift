import VerifierEvents

/// The template values of an action's round-trip times: a small chart and figures.
enum HTMLLatency {
    private static let barWidth = 14.0
    private static let barGap = 2.0
    private static let height = 30.0
    private static let least = 120.0

    static func values(_ latency: ActionLatency) -> [String: Any] {
        let highest = Double(latency.buckets.map(\.count).max() ?? 1)
        let bars = latency.buckets.enumerated().filter { $1.count > 0 }.map {
            place,
            bucket -> [String: String] in
            // A bar is visible however small its share.
            let height = max(1, Double(bucket.count) / highest * Self.height)
            return [
                "x": Figure.text(Double(place) * (barWidth + barGap)),
                "y": Figure.text(32 - height, decimals: 1),
                "width": Figure.text(barWidth),
                "height": Figure.text(height, decimals: 1),
                "title": "\(bucket.count) in up to \(Figure.milliseconds(bucket.milliseconds))",
            ]
        }
        let width = max(least, Double(latency.buckets.count) * (barWidth + barGap))
        let figures = [latency.median, latency.p95, latency.p99, latency.maximum].map(Figure.milliseconds)
        return [
            "width": Figure.text(width),
            "label":
                "Round trips of \(latency.action): half within \(figures[0]), 95 of 100 within \(figures[1])",
            "bars": bars,
            "ticks": ticks(latency.buckets, width: width),
            "count": "\(latency.count)",
            "median": figures[0],
            "p95": figures[1],
            "p99": figures[2],
            "maximum": figures[3],
            "alone": latency.aloneMedian.map { Figure.milliseconds($0) as Any } ?? false,
        ]
    }

    /// The bounds of the first and of the last bucket.
    private static func ticks(_ buckets: [ActionLatency.Bucket], width: Double) -> [[String: String]] {
        guard let first = buckets.first, let last = buckets.last else { return [] }
        let end = Double(buckets.count) * (barWidth + barGap) - barGap
        var ticks = [["x": "0", "anchor": "start", "text": Figure.milliseconds(first.milliseconds)]]
        if buckets.count > 4 {
            ticks.append([
                "x": Figure.text(end), "anchor": "end", "text": Figure.milliseconds(last.milliseconds),
            ])
        }
        return ticks
    }
}
