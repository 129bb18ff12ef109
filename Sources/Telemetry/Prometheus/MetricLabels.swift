/// The labels of a series, sanitized for the exposition format.
struct MetricLabels: Sendable, Hashable {
    /// The labels sorted by name, each name once.
    var pairs: [Pair]

    /// One label.
    struct Pair: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// Creates labels from swift-metrics' dimensions; of two with the same name the first is kept.
    /// - Complexity: O(*n* log *n*) in the number of dimensions.
    init(_ dimensions: [(String, String)]) {
        var seen: Set<String> = []
        pairs = []
        for (name, value) in dimensions {
            var name = MetricName.label(name)
            // The format reserves this name for bucket bounds.
            if name == "le" { name = "exported_le" }
            if seen.insert(name).inserted { pairs.append(Pair(name: name, value: value)) }
        }
        pairs.sort { $0.name < $1.name }
    }

    /// The labels of the series that counts everything beyond the series limit.
    var overflow: MetricLabels {
        var labels = self
        for index in labels.pairs.indices { labels.pairs[index].value = "_overflow" }
        return labels
    }
}

/// The type of a metric family in the exposition format.
enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}

/// Sanitizes names for the exposition format.
///
/// Source: Prometheus, "Data model": `[a-zA-Z_:][a-zA-Z0-9_:]*` for metrics, without colons for labels.
enum MetricName {
    /// Returns a valid metric name: invalid characters become underscores, because a factory cannot throw.
    static func metric(_ text: String) -> String { clean(text, allowsColon: true) }

    /// Returns a valid label name.
    static func label(_ text: String) -> String { clean(text, allowsColon: false) }

    private static func clean(_ text: String, allowsColon: Bool) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
            let isDigit = ("0"..."9").contains(scalar)
            if isDigit, name.isEmpty { name += "_" }
            let isAllowed = isLetter || isDigit || (allowsColon && scalar == ":")
            name.unicodeScalars.append(isAllowed ? scalar : "_")
        }
        return name.isEmpty ? "_" : name
    }
}
