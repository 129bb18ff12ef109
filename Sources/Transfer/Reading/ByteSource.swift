import Foundation
import JSON

/// The bytes of a file, of which a window is in memory.
struct ByteSource {
    private static let pieceBytes = 1 << 20
    /// The size of a JSON text that is refused: an item has 400 KB at most, and a text of it six times as much.
    private static let mostBytes = 8 << 20

    private let file: FileHandle?
    private let name: String
    private var window: [UInt8]
    private var position = 0
    /// The offset of the window in the file.
    private var start: Int
    private var isAtEnd: Bool

    /// Creates the bytes of a file from an offset on, where it stands.
    init(_ file: FileHandle, named name: String, at offset: Int = 0) {
        self.file = file
        self.name = name
        window = []
        start = offset
        isAtEnd = false
    }

    /// Creates bytes that are in memory.
    init(_ bytes: [UInt8], named name: String) {
        file = nil
        self.name = name
        window = bytes
        start = 0
        isAtEnd = true
    }

    /// The offset of the next byte.
    var offset: Int { start + position }

    /// Creates an error at the next byte.
    func error(_ problem: String) -> TransferError {
        TransferError("\(name): at byte \(offset): \(problem)")
    }

    /// Reads more where the window is used up.
    ///
    /// - Parameter kept: The first byte of the window that is still needed.
    /// - Returns: Whether there is more.
    /// - Throws: ``TransferError`` when the file cannot be read.
    private mutating func fill(keeping kept: Int) throws(TransferError) -> Bool {
        guard !isAtEnd, let file else { return false }
        let piece: Data?
        do {
            piece = try file.read(upToCount: Self.pieceBytes)
        } catch {
            throw TransferError("\(name): cannot be read any further; check the file")
        }
        guard let piece, !piece.isEmpty else {
            isAtEnd = true
            return false
        }
        window.removeSubrange(..<kept)
        start += kept
        position -= kept
        window.append(contentsOf: piece)
        return true
    }

    /// Skips white space, and returns the byte after it without taking it; `nil` at the end.
    mutating func peek() throws(TransferError) -> UInt8? {
        while true {
            while position < window.count {
                switch window[position] {
                case 0x20, 0x09, 0x0A, 0x0D: position += 1
                case let byte: return byte
                }
            }
            guard try fill(keeping: position) else { return nil }
        }
    }

    /// Takes the next byte that is no white space when it is a given one.
    mutating func take(_ character: Character) throws(TransferError) -> Bool {
        guard let byte = try peek(), byte == character.asciiValue else { return false }
        position += 1
        return true
    }

    /// Takes a character.
    ///
    /// - Throws: ``TransferError`` when there is another one.
    mutating func expect(_ character: Character) throws(TransferError) {
        guard try take(character) else { throw error("there must be '\(character)'; mend the file") }
    }

    /// Returns whether the next bytes, white space between them left out, are those of a text.
    mutating func begins(with text: String) throws(TransferError) -> Bool {
        guard try peek() != nil else { return false }
        while window.count - position < 4_096, try fill(keeping: position) {}
        let bytes = window[position...].lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return bytes.starts(with: text.utf8)
    }

    /// Takes a JSON value.
    ///
    /// - Throws: ``TransferError`` when there is none, or it is too large.
    mutating func value() throws(TransferError) -> JSONValue {
        guard try peek() != nil else { throw error("the file ends where a value must be; it was cut off") }
        let begin = offset
        var scan = ValueScan()
        var next = position
        while true {
            let end = window.withUnsafeBufferPointer { scan.end(in: $0, from: next) }
            if let end {
                position = end
                break
            }
            guard window.count - position < Self.mostBytes else {
                throw error("a value has more than \(Self.mostBytes) bytes; no item is that large")
            }
            let done = window.count - position
            guard try fill(keeping: position) else {
                guard scan.isScalar else { throw error("the file ends within a value; it was cut off") }
                position = window.count
                break
            }
            next = position + done
        }
        do throws(JSONError) {
            return try JSONParser().parse(window[(begin - start)..<position])
        } catch {
            throw TransferError("\(name): at byte \(begin): \(error)")
        }
    }
}

/// Finds the end of a JSON value by its brackets and quotation marks.
private struct ValueScan {
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    private var hasBegun = false

    /// Whether what was scanned is a number, or a word such as `true`, which ends with the file.
    var isScalar: Bool { hasBegun && depth == 0 && !isInText }

    /// Returns the index after the value; `nil` when it goes on after these bytes.
    mutating func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                    if depth == 0 { return index }
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // One that closes what is around a scalar is not part of it.
                if depth == 0 { return index - 1 }
                depth -= 1
                if depth == 0 { return index }
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                if depth == 0, hasBegun { return index - 1 }
            default:
                break
            }
            hasBegun = true
        }
        return nil
    }
}
