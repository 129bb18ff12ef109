public import Contracts
import Telemetry
import Yams

/// The alarms of a service as alerting rules of Prometheus, over the metrics of the mock.
///
/// Source: Prometheus, "Alerting rules".
public struct PrometheusRules: Sendable {
    private let service: Service

    /// Creates the rules of a contract.
    public init(_ contract: Contract) {
        service = contract.service
    }

    /// The file of the rules, in YAML.
    public var text: String {
        let file = File(groups: [File.Group(name: service.name, rules: rules)])
        let encoder = YAMLEncoder()
        encoder.options.width = -1
        encoder.options.allowUnicode = true
        // A value of texts and lists can always be encoded.
        return (try? encoder.encode(file)) ?? ""
    }

    private var rules: [Rule] {
        let interval = "[5m]"
        let general: [(GeneralAlarm, String, wait: String)] = [
            (.throttles, "sum(increase(understudy_throttles_total\(interval))) > 0", "0m"),
            (.errors, "sum(increase(understudy_requests_total{status=\"5xx\"}\(interval))) > 0", "0m"),
            (
                .duration,
                "histogram_quantile(0.95, sum by (action, le) "
                    + "(rate(understudy_request_duration_seconds_bucket\(interval)))) > \(service.budget.seconds)",
                "3m"
            ),
        ]
        return general.map { alarm, expression, wait in
            Rule(alarm.rawValue, expression, wait: wait, summary: alarm.summary(service))
        } + service.measures.compactMap(Self.rule)
    }

    /// Returns the rule of a measure: for a record that still waits, and for those that have waited too long.
    ///
    /// What is late is subtracted before its increase is calculated: Prometheus extrapolates each increase by itself.
    private static func rule(_ measure: Measure) -> Rule? {
        guard let alarm = measure.alarm else { return nil }
        let name = MeasureMetrics.label(measure.name)
        let late = "\(name)_count - ignoring(le) \(name)_bucket{le=\"\(alarm.seconds)\"}"
        return Rule(
            alarm.name,
            "max(\(MeasureMetrics.oldestLabel(measure.name))) > \(alarm.seconds) or max(increase((\(late))[5m:15s])) > 0",
            wait: "0m",
            summary: alarm.summary
        )
    }

    /// The file.
    private struct File: Encodable {
        struct Group: Encodable {
            let name: String
            let rules: [Rule]
        }

        let groups: [Group]
    }

    private struct Rule: Encodable {
        let alert: String
        let expr: String
        let wait: String
        let labels: [String: String]
        let annotations: [String: String]

        enum CodingKeys: String, CodingKey {
            case alert, expr, labels, annotations
            case wait = "for"
        }

        init(_ alert: String, _ expression: String, wait: String, summary: String) {
            self.alert = alert
            expr = expression
            self.wait = wait
            labels = ["severity": "warning"]
            annotations = ["summary": summary]
        }
    }
}
