/// One run of the writer.
struct Output: ~Copyable {
    let writer: JSONWriter
    var sink = ByteSink()

    init(writer: JSONWriter) {
        self.writer = writer
    }

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: sink.append("null")
        case .bool(true): sink.append("true")
        case .bool(false): sink.append("false")
        case .number(let number): write(number)
        case .string(let string): write(string)
        case .array(let elements): write(elements, depth: depth)
        case .object(let object):
            if writer.sortsNames {
                write(object.members.sorted { ExactString($0.name) < ExactString($1.name) }, depth: depth)
            } else {
                write(object.members, depth: depth)
            }
        }
    }

    private mutating func write(_ elements: [JSONValue], depth: Int) {
        sink.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            startItem(isFirst: isFirst, depth: depth + 1)
            isFirst = false
            write(element, depth: depth + 1)
        }
        if !isFirst { startLine(depth: depth) }
        sink.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: [JSONMember], depth: Int) {
        sink.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            startItem(isFirst: isFirst, depth: depth + 1)
            isFirst = false
            write(member.name)
            sink.append(UInt8(ascii: ":"))
            if writer.layout == .pretty { sink.append(UInt8(ascii: " ")) }
            write(member.value, depth: depth + 1)
        }
        if !isFirst { startLine(depth: depth) }
        sink.append(UInt8(ascii: "}"))
    }

    private mutating func startItem(isFirst: Bool, depth: Int) {
        if !isFirst { sink.append(UInt8(ascii: ",")) }
        startLine(depth: depth)
    }

    private mutating func startLine(depth: Int) {
        guard writer.layout == .pretty else { return }
        sink.append(UInt8(ascii: "\n"))
        for _ in 0..<(2 * depth) { sink.append(UInt8(ascii: " ")) }
    }

    private mutating func write(_ number: JSONNumber) {
        switch number.storage {
        case .integer(let value): sink.append(integer: value)
        case .decimal(let significand, let places): sink.append(significand: significand, places: Int(places))
        case .literal(let literal): sink.append(string: literal.text)
        }
    }

    private mutating func write(_ string: String) {
        sink.append(quoting: string)
    }
}
