/// A series of a metric: its family's kind and its labels, made fit for the exposition format.
struct MetricLabels: Sendable, Hashable {
    /// The labels in the order of their names, each name once.
    var pairs: [Pair]

    /// One label.
    struct Pair: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// Makes labels of swift-metrics' dimensions; of two with one name the first stays.
    /// - Complexity: O(*n* log *n*) in the number of dimensions.
    init(_ dimensions: [(String, String)]) {
        var seen: Set<String> = []
        pairs = []
        for (name, value) in dimensions {
            var name = MetricName.label(name)
            // The format keeps this name for the bounds of buckets.
            if name == "le" { name = "exported_le" }
            if seen.insert(name).inserted { pairs.append(Pair(name: name, value: value)) }
        }
        pairs.sort { $0.name < $1.name }
    }

    /// The labels of the series that takes what has no room of its own.
    var overflow: MetricLabels {
        var labels = self
        for index in labels.pairs.indices { labels.pairs[index].value = "_overflow" }
        return labels
    }
}

/// What a family of series is, as the exposition format calls it.
enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}

/// Names that the exposition format allows.
///
/// Source: Prometheus, "Data model": `[a-zA-Z_:][a-zA-Z0-9_:]*` for metrics, without colons for labels.
enum MetricName {
    /// A metric's name: what is not allowed becomes an underscore, because a factory cannot throw.
    static func metric(_ text: String) -> String { clean(text, allowsColon: true) }

    /// A label's name.
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
