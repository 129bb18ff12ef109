import JSON
public import Lambda

/// The request header `X-Understudy-Fault`, which injects faults into its own request: `latency=500`, `status=503`,
/// `reset`, `truncate=0.5`, `content-type=text/html`, `no-cors`, `stale=1000`; several are separated by commas.
public enum FaultHeader: Sendable {
    /// The header name.
    public static let name = "X-Understudy-Fault"

    /// Removes the header from a request and returns its faults.
    ///
    /// - Throws: ``FaultRuleError`` when it names an unknown fault or has an invalid value.
    public static func take(from request: inout LambdaRequest) throws(FaultRuleError) -> [Fault] {
        let values = request.headers.values(for: name)
        guard !values.isEmpty else { return [] }
        request.headers[name] = nil
        var faults: [Fault] = []
        for part in values.joined(separator: ",").split(separator: ",") {
            let words = part.split(separator: "=", maxSplits: 1).map { word in
                String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            guard let kind = words.first, !kind.isEmpty else { continue }
            faults.append(try fault(kind, words.count > 1 ? words[1] : nil))
        }
        return faults
    }

    /// The member of a rule that corresponds to the value of each kind.
    private static let members = [
        "latency": "milliseconds", "status": "status", "truncate": "share", "content-type": "type",
        "stale": "milliseconds",
    ]

    private static func fault(_ kind: String, _ value: String?) throws(FaultRuleError) -> Fault {
        var rule: JSONObject = ["fault": .string(kind)]
        if let value {
            guard let member = members[kind] else {
                throw FaultRuleError("'\(kind)' takes no value; write it without '='")
            }
            rule[member] = JSONNumber(value).map(JSONValue.number) ?? .string(value)
        }
        return try FaultRule(.object(rule)).fault
    }
}
