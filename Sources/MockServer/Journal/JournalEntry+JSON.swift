import Foundation
import Gate
public import JSON
import Lambda

extension JournalEntry {
    /// The entry as the control API shows it.
    public var json: JSONValue {
        var entry: JSONObject = [
            "sequence": .number(JSONNumber(sequence)),
            "time": .string(Self.text(of: time)),
            "method": .string(method),
            "path": .string(path),
            "query": .string(query),
            "action": .null,
            "form": .null,
            "status": .number(JSONNumber(status)),
            "milliseconds": JSONNumber("\((milliseconds * 1000).rounded() / 1000)").map(JSONValue.number)
                ?? .null,
            "request": [
                "headers": .array(
                    requestHeaders.fields.map { [.string($0.name), .string($0.value)] as JSONValue }
                ),
                "bytes": .number(JSONNumber(requestBytes)),
                "body": .string(String(decoding: requestBody, as: UTF8.self)),
            ],
            "response": [
                "bytes": .number(JSONNumber(responseBytes)),
                "body": .string(String(decoding: responseBody, as: UTF8.self)),
            ],
        ]
        guard let report else { return .object(entry) }
        if let action = report.action { entry["action"] = .string(action) }
        if let form = report.form { entry["form"] = .string(form) }
        entry["refusal"] = report.refusal?.json ?? .null
        entry["warnings"] = .array(report.warnings.map(JSONValue.string))
        entry["advice"] = .array(report.advice.map(\.json))
        entry["violations"] = .array(report.violations.map(\.json))
        return .object(entry)
    }

    /// A time as RFC 3339 writes it, with milliseconds, in UTC.
    static func text(of time: Date) -> String {
        time.formatted(
            .iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true)
        )
    }
}
