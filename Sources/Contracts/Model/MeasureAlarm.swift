/// When the owners of a service want to be told of a measure's duration.
public struct MeasureAlarm: Sendable, Hashable {
    /// The name: letters and digits, the first a capital, so that CloudFormation and Prometheus take it as it is.
    public var name: String
    /// The duration above which the alarm goes off, in seconds.
    public var seconds: Int
    /// What it means, in one sentence.
    public var summary: String

    /// Creates an alarm.
    public init(name: String, seconds: Int, summary: String) {
        self.name = name
        self.seconds = seconds
        self.summary = summary
    }
}

/// The alarms of every service, beside those of its measures.
public enum GeneralAlarm: String, Sendable, Hashable, CaseIterable {
    /// Requests were refused since capacity was used up.
    case throttles = "Throttles"
    /// The function failed.
    case errors = "FunctionErrors"
    /// Requests take longer than the service's budget.
    case duration = "SlowRequests"
    /// Tables refused reads or writes since capacity was used up.
    case tables = "TableThrottles"
}
