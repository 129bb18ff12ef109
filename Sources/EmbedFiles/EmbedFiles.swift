import Foundation

/// Writes a Swift file that holds the text of other files: `EmbedFiles OUTPUT FOLDER PATH...`.
@main
enum EmbedFiles {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 2 else {
            fail("usage: EmbedFiles OUTPUT FOLDER PATH...")
        }
        var source = """
            /// The files that are built into this target.
            enum EmbeddedFiles {
                /// The paths and texts of the files, in the order of their paths.
                static let all: [(path: String, text: StaticString)] = [

            """
        for path in arguments.dropFirst(2) {
            let place = "\(arguments[1])/\(path)"
            guard let data = FileManager.default.contents(atPath: place) else {
                fail("\(place): cannot be read")
            }
            guard let text = String(validating: data, as: UTF8.self) else { fail("\(place): is not UTF-8") }
            source += "        (\(literal(path)), \(literal(text))),\n"
        }
        source += "    ]\n}\n"
        // What is built from it is only built again where it has changed.
        guard FileManager.default.contents(atPath: arguments[0]) != Data(source.utf8) else { return }
        do {
            try Data(source.utf8).write(to: URL(filePath: arguments[0]))
        } catch {
            fail("\(arguments[0]): cannot be written: \(error)")
        }
    }

    /// Returns a text as a string literal of Swift on one line, so that no line ending is changed by the compiler.
    private static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": literal += "\\\(scalar)"
            case "\n": literal += "\\n"
            case _ where scalar.value < 0x20 || scalar.value > 0x7E:
                literal += "\\u{\(String(scalar.value, radix: 16))}"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }

    private static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data("EmbedFiles: error: \(message)\n".utf8))
        exit(1)
    }
}
