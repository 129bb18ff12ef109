import Contracts
import JSON
import Tables

/// What a request asks of a list.
struct ListRequest {
    /// The maximum number of records; `nil` for all.
    var limit: Int?
    /// The end of the page before.
    var cursor: ListCursor?
    /// The exclusive lower bound of the sort value.
    var after: KeyValue?
}

extension ListInstruction {
    /// Reads limit, cursor and bound of a request.
    ///
    /// - Throws: A refusal with 400 for those that cannot be read.
    func request(_ execution: Execution) throws(Interruption) -> ListRequest {
        var request = ListRequest()
        if let limit, let value = try execution.value(of: limit), !value.isNull {
            guard let number = Self.wholeNumber(value) else {
                throw .refused(
                    status: 400,
                    reason:
                        "\(Self.name(of: limit)) is \(Self.shown(value)), but must be a whole number of at least 1"
                )
            }
            request.limit = min(number, most ?? .max)
        }
        if let cursor, let value = try execution.value(of: cursor), !value.isNull {
            guard let read = value.stringValue.flatMap({ ListCursor($0) }) else { throw unreadableCursor }
            request.cursor = read
        }
        if let after, let value = try execution.value(of: after), !value.isNull {
            guard let bound = bound(value) else {
                throw .refused(
                    status: 400,
                    reason: "\(Self.name(of: after)) is \(Self.shown(value)), but must be a "
                        + (unit == .milliseconds
                            ? "whole number of milliseconds" : "time in \(unit.rawValue)")
                )
            }
            request.after = bound
        }
        return request
    }

    /// The refusal of a cursor that this list never returned.
    var unreadableCursor: Interruption {
        .refused(
            status: 400,
            reason:
                "\(cursor.map(Self.name) ?? "the cursor") cannot be read; pass the one of this very list's last answer, "
                + "unchanged"
        )
    }

    /// A whole number of at least 1, also one in plain digits of a text; more than can be counted is the most.
    private static func wholeNumber(_ value: JSONValue) -> Int? {
        switch value {
        case .number(let number):
            guard number.isInteger, number >= 1 else { return nil }
            return number.intValue ?? .max
        case .string(let text):
            let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
            guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int(text) ?? .max
        default:
            return nil
        }
    }

    /// The bound as a value of the sort attribute, from a text where the attribute is a number.
    private func bound(_ value: JSONValue) -> KeyValue? {
        guard sortType == .number else { return value.stringValue.map { .string($0) } }
        switch value {
        case .number(let number): return number.isInteger ? .number(number) : nil
        case .string(let text):
            let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
            guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int(text).map { .number(JSONNumber($0)) }
        default: return nil
        }
    }

    private static func name(of expression: Expression) -> String {
        argument(of: expression).map { "'\($0)'" } ?? "a parameter of the list"
    }

    /// The argument that an expression is; `nil` for any other expression.
    static func argument(of expression: Expression) -> String? {
        if case .argument(let name, _) = expression { "\(name)" } else { nil }
    }

    private static func shown(_ value: JSONValue) -> String {
        "'\((value.stringValue ?? value.compactText).prefix(64))'"
    }
}
