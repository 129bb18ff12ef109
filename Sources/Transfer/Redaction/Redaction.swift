import Crypto
public import Contracts
import Foundation
public import JSON

/// Replaces personal data by made-up data: the same value by the same other one, in all tables and members.
///
/// Who does not have the key cannot find out what a value was, nor try values out. Texts keep their length and their spaces, and the
/// beginning of a text becomes the beginning of the other one, as attributes need it that repeat one.
public struct Redaction: Sendable {
    private let key: SymmetricKey
    private let tables: [String: PersonalMembers]

    /// Creates a redaction of the records of a contract.
    ///
    /// - Parameters:
    ///   - contract: The contract: its schemas say which values are personal.
    ///   - key: The key; the same one gives the same made-up data.
    public init(_ contract: Contract, key: [UInt8]) {
        self.key = SymmetricKey(data: key)
        tables = Dictionary(
            contract.tables.map { ($0.name, contract.personalMembers(of: $0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Returns a new random key.
    public static func newKey() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// The tables whose records have no values that are marked as personal.
    public var tablesWithoutMarks: [String] {
        tables.filter(\.value.isEmpty).map(\.key).sorted()
    }

    /// Returns a record with made-up data in place of personal data.
    ///
    /// - Complexity: O(*n*) in the size of the record.
    public func redacted(_ item: JSONObject, of table: String) -> JSONObject {
        guard let members = tables[table], !members.isEmpty else { return item }
        return redacted(.object(item), members).objectValue ?? item
    }

    private func redacted(_ value: JSONValue, _ members: PersonalMembers) -> JSONValue {
        if let kind = members.kind { return madeUp(value, kind) }
        switch value {
        case .object(let object):
            return .object(
                JSONObject(
                    object.map { member in
                        let inner = members.members[member.name]
                        return JSONMember(
                            name: member.name,
                            value: inner.map { redacted(member.value, $0) } ?? member.value
                        )
                    }
                )
            )
        case .array(let elements):
            guard let inner = members.elements.first else { return value }
            return .array(elements.map { redacted($0, inner) })
        default:
            return value
        }
    }

    /// Returns what takes the place of a personal value; all texts inside are of its kind.
    private func madeUp(_ value: JSONValue, _ kind: PersonalData) -> JSONValue {
        switch value {
        case .string(let text): return .string(text.isEmpty ? text : madeUp(text, kind))
        case .number(let number):
            // An id may be a number; others, such as counts, are no texts of a person. Fifteen digits keep them apart.
            guard kind == .identifier || kind == .phone else { return value }
            let digits = madeUpDigits(in: "100000000000000", digest(of: number.text, kind))
            return JSONNumber(digits).map { .number($0) } ?? value
        case .array(let elements): return .array(elements.map { madeUp($0, kind) })
        case .object(let object):
            return .object(
                JSONObject(object.map { JSONMember(name: $0.name, value: madeUp($0.value, kind)) })
            )
        case .bool, .null: return value
        }
    }

    private func madeUp(_ text: String, _ kind: PersonalData) -> String {
        switch kind {
        case .name: return MadeUpPerson(digest(of: text, kind)).name
        case .email: return MadeUpPerson(digest(of: text.lowercased(), kind)).address
        case .phone: return madeUpDigits(in: text, digest(of: text, kind))
        case .identifier: return MadeUpPerson(digest(of: text, kind)).identifier
        case .text: return FillerText.replacing(text)
        }
    }

    /// Returns a text with other digits; the first of a number stays no zero.
    private func madeUpDigits(in text: String, _ digest: [UInt8]) -> String {
        var isFirst = true
        var count = 0
        return String(
            text.map { character in
                guard character.isASCII, character.isNumber else { return character }
                defer { (isFirst, count) = (false, count + 1) }
                let digit = Int(digest[count % digest.count])
                return Character(String(isFirst ? digit % 9 + 1 : digit % 10))
            }
        )
    }

    private func digest(of text: String, _ kind: PersonalData) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        // Apart, so that an id and a name of the same letters do not show that they are equal.
        code.update(data: Data("\(kind.rawValue)\u{0}\(text)".utf8))
        return Array(code.finalize())
    }
}
