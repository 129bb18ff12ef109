import JSON
public import Lambda

/// Faults that one request asks for itself, in the header `X-Understudy-Fault`:
/// `latency=500`, `status=503`, `reset`, `truncate=0.5`, `content-type=text/html`, `no-cors`, `stale=1000`; several with
/// commas between them.
public enum FaultHeader: Sendable {
    /// The header's name.
    public static let name = "X-Understudy-Fault"

    /// Takes the header off a request; returns what it asks for.
    ///
    /// - Throws: ``FaultRuleError`` when it asks for what there is not.
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

    /// The member of a rule that a kind's value stands for.
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
