/// A writer of Prometheus' text exposition format, version 0.0.4.
///
/// Source: Prometheus, "Exposition formats".
struct ExpositionText {
    private(set) var text = ""

    /// Writes the `HELP` and `TYPE` lines of a metric family.
    mutating func writeHead(_ name: String, kind: MetricKind, help: String?) {
        if let help { text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n" }
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    /// Writes the lines of one series.
    mutating func write(_ cell: any AnyObject & Sendable, of name: String, labels: String) {
        switch cell {
        case let counter as CounterCell: write(name, labels, "\(counter.value)")
        case let number as NumberCell: write(name, labels, Self.number(number.value))
        case let histogram as HistogramCell: write(histogram, of: name, labels: labels)
        default: break
        }
    }

    private mutating func write(_ histogram: HistogramCell, of name: String, labels: String) {
        let spread = histogram.spread
        var count: UInt64 = 0
        for (bound, inside) in zip(histogram.bounds + [.infinity], spread.counts) {
            count += inside
            let bucket = "le=\"\(Self.number(bound))\""
            write(name + "_bucket", labels.isEmpty ? bucket : labels + "," + bucket, "\(count)")
        }
        write(name + "_sum", labels, Self.number(spread.sum))
        write(name + "_count", labels, "\(count)")
    }

    private mutating func write(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// Returns the labels as written between the braces.
    static func labels(_ labels: MetricLabels) -> String {
        labels.pairs.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
    }

    /// Formats a number as Go's `ParseFloat` reads it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return "\(whole)" }
        return "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
