import Foundation
import JSON
import Yams

/// A YAML text as a JSON value, with the positions of what stands in it.
///
/// Plain scalars mean what the core schema of YAML 1.2 (section 10.3.2) says, so that `no` is a text and `010` is ten;
/// numbers keep the digits that are written. A mapping's keys become texts. Of two equal keys the document is refused.
struct YAMLDocument {
    /// The most values that a document may have once its aliases are replaced by what they stand for: aliases of aliases
    /// would otherwise make gigabytes of a few lines.
    static let mostValues = 1_000_000
    /// The deepest nesting that is read, which is what the writer of contract files can hold.
    static let mostLevels = 500

    /// The document's value.
    let value: JSONValue
    private let root: Node
    /// The offset of the first byte of each line.
    private let lines: [Int]

    /// Reads a text.
    ///
    /// - Throws: ``ReadingError`` with the place of what cannot be read.
    init(_ text: String) throws(ReadingError) {
        let lines = Self.lines(of: text)
        let root: Node?
        do {
            root = try Parser(yaml: text).singleRoot()
        } catch let error as YamlError {
            throw ReadingError(error, lines: lines)
        } catch {
            throw ReadingError("the text is not YAML: \(error)", remedy: "correct the file")
        }
        guard let root else {
            throw ReadingError("the file is empty", remedy: "name a file that holds an OpenAPI document")
        }
        var reader = YAMLValues(lines: lines)
        value = try reader.value(of: root, level: 0)
        self.root = root
        self.lines = lines
    }

    /// Returns where the value at a pointer begins.
    ///
    /// - Complexity: O(*n*) in the number of keys and elements on the way.
    func position(of pointer: JSONPointer) -> SourcePosition? {
        var node = root
        for token in pointer.tokens {
            switch node {
            case .mapping(let mapping):
                guard let pair = mapping.first(where: { YAMLValues.name(of: $0.key) == token }) else {
                    return nil
                }
                node = pair.value
            case .sequence(let sequence):
                guard let index = Int(token), sequence.indices.contains(index) else { return nil }
                node = sequence[index]
            case .scalar, .alias: return nil
            }
        }
        return node.mark.map { SourcePosition($0, lines: lines) }
    }

    private static func lines(of text: String) -> [Int] {
        var lines = [0]
        for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(offset + 1)
        }
        return lines
    }
}

extension SourcePosition {
    /// Creates the position of a mark; the offset counts a character for a byte.
    init(_ mark: Mark, lines: [Int]) {
        let line = max(1, mark.line)
        let start = line <= lines.count ? lines[line - 1] : lines.last ?? 0
        self.init(offset: start + max(0, mark.column - 1), line: line, column: max(1, mark.column))
    }
}

/// Makes JSON values of YAML nodes.
private struct YAMLValues {
    let lines: [Int]
    private var count = 0

    init(lines: [Int]) {
        self.lines = lines
    }

    mutating func value(of node: Node, level: Int) throws(ReadingError) -> JSONValue {
        count += 1
        guard count <= YAMLDocument.mostValues else {
            throw error(
                at: node,
                "with its aliases replaced, the document has more than \(YAMLDocument.mostValues) values",
                "use $ref instead of aliases of aliases"
            )
        }
        guard level <= YAMLDocument.mostLevels else {
            throw error(
                at: node,
                "the document is nested deeper than \(YAMLDocument.mostLevels) levels",
                "flatten it"
            )
        }
        switch node {
        case .scalar(let scalar): return Self.value(of: scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence { elements.append(try value(of: element, level: level + 1)) }
            return .array(elements)
        case .mapping(let mapping): return try object(of: mapping, level: level)
        case .alias:
            throw error(at: node, "this alias has no anchor", "name an anchor that stands before it")
        }
    }

    private mutating func object(of mapping: Node.Mapping, level: Int) throws(ReadingError) -> JSONValue {
        var object = JSONObject()
        var merged: [JSONObject] = []
        for (key, node) in mapping {
            guard let name = Self.name(of: key) else {
                throw error(at: key, "a key must be a text", "write a name before the colon")
            }
            let value = try value(of: node, level: level + 1)
            if name == "<<", case .scalar(let scalar) = key, scalar.style == .plain {
                merged += value.objectValue.map { [$0] } ?? value.arrayValue?.compactMap(\.objectValue) ?? []
                continue
            }
            guard object[name] == nil else {
                throw error(
                    at: key,
                    "the key '\(name)' has already stood in this mapping",
                    "give each key its own name"
                )
            }
            object[name] = value
        }
        // The merge key of YAML 1.1, which documents still use: what is written beside it wins, then the first.
        for other in merged {
            for member in other where object[member.name] == nil { object[member.name] = member.value }
        }
        return .object(object)
    }

    /// The text of a key; `nil` for a list or a mapping.
    static func name(of key: Node) -> String? {
        if case .scalar(let scalar) = key { scalar.string } else { nil }
    }

    private static func value(of scalar: Node.Scalar) -> JSONValue {
        let text = scalar.string
        switch scalar.tag.rawValue {
        case "tag:yaml.org,2002:str", "!": return .string(text)
        case "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float":
            return plain(text)
        default: return scalar.style == .plain ? plain(text) : .string(text)
        }
    }

    /// The value of a plain scalar by the core schema.
    private static func plain(_ text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return number(text).map(JSONValue.number) ?? .string(text)
        }
    }

    /// The number that a plain scalar is; `nil` for `.inf` and `.nan`, which JSON does not have.
    private static func number(_ text: String) -> JSONNumber? {
        guard let first = text.utf8.first, first < UInt8(ascii: "A") else { return nil }
        for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
            return Int(text.dropFirst(2), radix: radix).map { JSONNumber($0) }
        }
        var rest = Substring(text)
        let sign = rest.hasPrefix("-") ? "-" : ""
        if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
        let exponent = rest.firstIndex { $0 == "e" || $0 == "E" } ?? rest.endIndex
        let parts = rest[..<exponent].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
            parts.contains(where: { !$0.isEmpty })
        else { return nil }
        // JSON writes neither superfluous zeros nor a point without digits around it.
        let whole = parts[0].drop { $0 == "0" }
        let fraction = parts.count == 2 && !parts[1].isEmpty ? ".\(parts[1])" : ""
        return JSONNumber("\(sign)\(whole.isEmpty ? "0" : whole)\(fraction)\(rest[exponent...])")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private func error(at node: Node, _ message: String, _ remedy: String) -> ReadingError {
        ReadingError(message, remedy: remedy, at: node.mark.map { SourcePosition($0, lines: lines) })
    }
}
