import Deployment
import JSON
import Sessions

/// A log line from which CloudWatch takes the durations of the contract's measures.
///
/// Source: AWS, "Embedded metric format specification".
struct EmbeddedMetrics: Sendable {
    /// The line.
    let line: String

    /// Creates the line of durations; `nil` where there is none.
    init?(
        _ measured: [MeasuredTime],
        service: String,
        time: Int = ReferenceEnvironment.systemTime
    ) {
        guard !measured.isEmpty else { return nil }
        var seconds: JSONObject = [:]
        for duration in measured {
            let value =
                JSONNumber("\(Double(duration.milliseconds) / 1_000)").map { JSONValue.number($0) } ?? 0
            let name = MeasureMetric.name(of: duration.measure)
            seconds[name] = .array((seconds[name]?.arrayValue ?? []) + [value])
        }
        let metrics = seconds.names.map { name in
            JSONValue.object(["Name": .string(name), "Unit": "Seconds"])
        }
        var object: JSONObject = [
            "_aws": [
                "Timestamp": .number(JSONNumber(time)),
                "CloudWatchMetrics": [
                    [
                        "Namespace": .string(MeasureMetric.namespace),
                        "Dimensions": [[.string(MeasureMetric.dimension)]],
                        "Metrics": .array(metrics),
                    ]
                ],
            ],
            MeasureMetric.dimension: .string(service),
        ]
        for member in seconds.members { object[member.name] = member.value }
        line = JSONValue.object(object).compactText
    }
}
