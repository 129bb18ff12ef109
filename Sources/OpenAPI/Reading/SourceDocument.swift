import JSON

/// One file of an API description: its value, and where things stand in it.
struct SourceDocument {
    private enum Text {
        case json(JSONDocument)
        case yaml(YAMLDocument)
    }

    private let text: Text

    /// Reads JSON or YAML: a file that ends in `.json` is JSON, every other one is YAML, of which JSON is a part.
    ///
    /// - Throws: ``ReadingError`` when it is neither.
    init(_ bytes: [UInt8], path: String) throws(ReadingError) {
        let parser = JSONParser(byteOrderMark: .skip)
        let isJSON = path.lowercased().hasSuffix(".json")
        do throws(JSONError) {
            let first = bytes.first { !" \t\r\n".utf8.contains($0) }
            if isJSON || first == UInt8(ascii: "{") {
                text = .json(try JSONDocument(bytes, parser: parser))
                return
            }
        } catch {
            if isJSON { throw ReadingError(error) }
        }
        guard let yaml = String(validating: bytes, as: UTF8.self) else {
            throw ReadingError("the file is not UTF-8", remedy: "store it in UTF-8")
        }
        text = .yaml(try YAMLDocument(yaml))
    }

    /// The document's value.
    var value: JSONValue {
        switch text {
        case .json(let document): document.value
        case .yaml(let document): document.value
        }
    }

    /// Returns where the value at a pointer begins, or the nearest value around it.
    ///
    /// - Complexity: O(*n*) in the size of the document.
    func position(of pointer: JSONPointer) -> SourcePosition? {
        var tokens = pointer.tokens
        while true {
            let pointer = JSONPointer(tokens: tokens)
            let found =
                switch text {
                case .json(let document): document.position(of: pointer)
                case .yaml(let document): document.position(of: pointer)
                }
            if let found { return found }
            guard tokens.popLast() != nil else { return nil }
        }
    }
}
