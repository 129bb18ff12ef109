import Contracts
import JSON

/// A hand-written JSON file, with the line and column of every error in it.
struct PlacedJSON {
    /// The file's path, for messages.
    let path: String
    private let document: JSONDocument

    /// The file's value.
    var value: JSONValue { document.value }

    /// Parses a file's bytes.
    ///
    /// - Throws: ``CommandLineError`` when they are not JSON.
    init(_ bytes: [UInt8], path: String) throws(CommandLineError) {
        self.path = path
        do throws(JSONError) {
            document = try JSONDocument(bytes)
        } catch {
            throw CommandLineError("\(path):\(error)")
        }
    }

    /// Returns the error about a place in the file: of a value, or of a member's name.
    func error(at place: JSONPointer, _ text: String, isName: Bool = false) -> CommandLineError {
        let position = isName ? document.namePosition(of: place) : document.position(of: place)
        return CommandLineError("\(path):\(position.map { "\($0): " } ?? " ")\(text)")
    }

    /// Returns the place of a value for people: `understudy.json:3:14`.
    func shownPlace(of place: JSONPointer) -> String {
        document.position(of: place).map { "\(path):\($0)" } ?? path
    }

    /// Checks that there is an object at a place, with these members and no other.
    ///
    /// - Throws: ``CommandLineError`` for the first member that is missing or unknown, with the most similar known name.
    func check(
        at place: JSONPointer,
        has names: [String],
        all required: [String] = []
    ) throws(CommandLineError) {
        guard let object = value[place]?.objectValue else {
            throw error(at: place, "must be an object, but is \(value[place]?.typeName ?? "nothing")")
        }
        for name in object.names where !names.contains(name) {
            let remedy = NearestName.remedy(for: name, among: names, what: "member")
            throw error(at: place.appending(name), "there is no member '\(name)'; \(remedy)", isName: true)
        }
        for name in required where object[name] == nil {
            throw error(at: place, "lacks the member '\(name)'")
        }
    }

    /// Returns the string at a place.
    ///
    /// - Throws: ``CommandLineError`` when there is none.
    func text(at place: JSONPointer) throws(CommandLineError) -> String {
        guard let text = value[place]?.stringValue else {
            throw error(at: place, "must be a string, but is \(value[place]?.typeName ?? "nothing")")
        }
        return text
    }
}
