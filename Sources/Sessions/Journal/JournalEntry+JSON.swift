import Contracts
import Foundation
import Gate
public import JSON
import Lambda
import Tables

extension JournalEntry {
    /// The entry as the control API returns it.
    public var json: JSONValue {
        var entry: JSONObject = [
            "sequence": .number(JSONNumber(sequence)),
            "session": .string(session.description),
            "time": .string(Self.text(of: time)),
            "method": .string(method),
            "path": .string(path),
            "query": .string(query),
            "action": action.map(JSONValue.string) ?? .null,
            "form": .null,
            "status": .number(JSONNumber(status)),
            "milliseconds": .number(JSONNumber(thousandthsOf: milliseconds)),
            "request": Self.side(requestHeaders, requestBody, bytes: requestBytes),
            "response": Self.side(responseHeaders, responseBody, bytes: responseBytes),
            "faults": .array(faults.map(JSONValue.string)),
            "tables": .array(tables.map(JSONValue.string)),
            "capacity": usage.json,
        ]
        if attempts > 0 {
            entry["behaviour"] = [
                "attempts": .number(JSONNumber(attempts)),
                "steps": .array(
                    steps.map { step in
                        [
                            "file": .string(step.location.file),
                            "pointer": .string(step.location.pointer.description),
                            "outcome": .string(step.outcome),
                        ]
                    }
                ),
            ]
        }
        guard let report else { return .object(entry) }
        if let form = report.form { entry["form"] = .string(form) }
        entry["refusal"] = report.refusal?.json ?? .null
        entry["warnings"] = .array(report.warnings.map(JSONValue.string))
        entry["advice"] = .array(report.advice.map(\.json))
        entry["violations"] = .array(report.violations.map(\.json))
        return .object(entry)
    }

    /// The tables that the request read or wrote, in order.
    private var tables: [String] {
        usage.resources.map(\.table).reduce(into: []) { tables, table in
            if tables.last != table { tables.append(table) }
        }
    }

    private static func side(_ headers: HeaderFields, _ body: [UInt8], bytes: Int) -> JSONValue {
        [
            "headers": .array(headers.fields.map { [.string($0.name), .string($0.value)] as JSONValue }),
            "bytes": .number(JSONNumber(bytes)),
            "body": .string(String(decoding: JournalRedaction.mask(body: body), as: UTF8.self)),
        ]
    }

    /// Formats a time in RFC 3339, with milliseconds, in UTC.
    static func text(of time: Date) -> String {
        time.formatted(
            .iso8601.year().month().day().timeZone(separator: .omitted).time(includingFractionalSeconds: true)
        )
    }
}

extension CapacityUsage {
    /// The units, in total and by table and index.
    fileprivate var json: JSONValue {
        let total = total
        return [
            "read": .number(JSONNumber(thousandthsOf: total.read)),
            "write": .number(JSONNumber(thousandthsOf: total.write)),
            "places": .array(
                resources.map { resource in
                    let units = units[resource] ?? Units()
                    return [
                        "table": .string(resource.table),
                        "index": resource.index.map(JSONValue.string) ?? .null,
                        "read": .number(JSONNumber(thousandthsOf: units.read)),
                        "write": .number(JSONNumber(thousandthsOf: units.write)),
                    ]
                }
            ),
        ]
    }
}

extension JSONNumber {
    /// Creates a number with at most three decimals; 0 when the value is not finite.
    init(thousandthsOf value: Double) {
        let rounded = (value * 1000).rounded() / 1000
        self = Int(exactly: rounded).map { JSONNumber($0) } ?? JSONNumber("\(rounded)") ?? JSONNumber(0)
    }
}
