import Contracts
import Foundation
import JSON
import Reports

/// The file `understudy.json` in the working folder: the options of `verify` by their names.
///
/// Its meta schema is `Contracts/meta/configuration.schema.json`.
struct ConfigurationFile {
    /// The file's name.
    static let name = "understudy.json"
    /// The command whose options it contains.
    static let command = "verify"

    /// The type of an option's value.
    enum Kind {
        case text, number, wholeNumber, flag, texts

        fileprivate var description: String {
            switch self {
            case .text: "a string"
            case .number: "a number"
            case .wholeNumber: "a whole number"
            case .flag: "true or false"
            case .texts: "a string or an array of strings"
            }
        }
    }

    /// The options by their names, as written on the command line without dashes.
    static let members: [String: Kind] = [
        "contracts": .text, "endpoint": .text, "save-failures": .text, "launch": .text, "launch-stop": .text,
        "launch-timeout": .number,
        "launch-output": .text, "baseline": .text, "update-baseline": .flag, "timeout": .number,
        "connect-timeout": .number, "header": .texts, "ca-file": .text, "insecure": .flag,
        "allow-writes": .flag, "read-only": .flag,
        "settle": .number, "concurrency": .wholeNumber, "rate": .number, "only": .texts, "strict": .flag,
        "seed": .wholeNumber, "cases": .wholeNumber, "steps": .wholeNumber, "fail-fast": .flag,
        "thorough": .flag,
        "verbose": .flag,
        "time-budget": .number, "token-user": .text, "token-other": .text, "token-admin": .text,
        "jwt-secret": .text, "api-key": .text, "state": .text, "state-session": .text, "table-prefix": .text,
    ].merging(ReportFormats.all.map { ($0.option, .text) }) { _, format in format }

    /// The arguments that are equivalent to the file.
    private(set) var arguments: [String] = []
    /// The places of the arguments in the file, by the option's spelling.
    private(set) var places: [String: String] = [:]

    /// Reads the file in a folder; without one there are no arguments.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - isGiven: Whether an option with higher precedence was given already, by its name.
    /// - Throws: ``CommandLineError`` with the place of an unknown member, or of one with a wrong type.
    init(in folder: String = ".", isGiven: (String) -> Bool) throws(CommandLineError) {
        let path = folder == "." ? Self.name : "\(folder)/\(Self.name)"
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandLineError("\(path): cannot be read; check that it is a file and may be read")
        }
        let file = try PlacedJSON(Array(data), path: path)
        try file.check(at: JSONPointer(), has: Self.members.keys.sorted() + ["$schema"])
        for member in file.value.objectValue ?? JSONObject() {
            guard let kind = Self.members[member.name] else { continue }
            let place = JSONPointer().appending(member.name)
            guard let values = Self.values(of: member.value, as: kind) else {
                throw file.error(at: place, "\(member.name) must be \(kind.description)")
            }
            guard !isGiven(member.name) else { continue }
            let spelling = "--\(member.name)"
            places[spelling] = file.shownPlace(of: place)
            arguments += values.map { kind == .flag ? spelling : "\(spelling)=\($0)" }
        }
    }

    /// Returns the values for the command line; `nil` when the value is of another type.
    ///
    /// A flag that is off has none.
    private static func values(of value: JSONValue, as kind: Kind) -> [String]? {
        switch (kind, value) {
        case (.flag, .bool(let isOn)): isOn ? [""] : []
        case (.number, .number(let number)): [number.text]
        case (.wholeNumber, .number(let number)):
            number.isInteger ? [number.intValue.map(String.init) ?? number.text] : nil
        case (.text, .string(let text)), (.texts, .string(let text)): [text]
        case (.texts, .array(let elements)):
            elements.allSatisfy { $0.stringValue != nil } ? elements.compactMap(\.stringValue) : nil
        default: nil
        }
    }
}
