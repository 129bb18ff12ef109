import JSON
import Sessions

/// A log line from which CloudWatch takes the durations of the contract's measures.
///
/// Source: AWS, "Embedded metric format specification".
struct EmbeddedMetrics: Sendable {
    /// The namespace of the metrics.
    static let namespace = "Understudy"
    /// The dimension that has the service's name.
    static let dimension = "Service"

    /// Returns the name of the metric of a measure, in seconds.
    static func name(of measure: String) -> String { "\(measure)_seconds" }

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
            let value = JSONNumber("\(Double(duration.milliseconds) / 1_000)").map { JSONValue.number($0) } ?? 0
            let name = Self.name(of: duration.measure)
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
                        "Namespace": .string(Self.namespace),
                        "Dimensions": [[.string(Self.dimension)]],
                        "Metrics": .array(metrics),
                    ]
                ],
            ],
            Self.dimension: .string(service),
        ]
        for member in seconds.members { object[member.name] = member.value }
        line = JSONValue.object(object).compactText
    }
}
