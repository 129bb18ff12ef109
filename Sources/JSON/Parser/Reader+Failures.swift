extension Reader {
    /// The error at an offset, with its line and column.
    ///
    /// Without a pointer, it points to the value that is being read.
    func failure(_ kind: JSONError.Kind, at offset: Int, pointer: JSONPointer? = nil) -> JSONError {
        JSONError(
            kind: kind,
            position: SourcePosition(offset: offset, in: bytes),
            pointer: pointer ?? self.pointer(inContainer: false)
        )
    }

    /// The error for a byte that is not allowed here.
    ///
    /// `nil` expects the end of the text. `inContainer` means that the innermost container is wrong, not the value that
    /// is being read in it.
    func unexpected(_ expected: JSONError.Expectation?, inContainer: Bool = false) -> JSONError {
        let pointer = pointer(inContainer: inContainer)
        guard index < bytes.count else {
            return failure(.unexpectedEnd(expected: expected ?? .value), at: index, pointer: pointer)
        }
        guard let (scalar, _) = UTF8Decoding.scalar(in: bytes, at: index) else {
            return failure(.invalidUTF8, at: index, pointer: pointer)
        }
        guard let expected else { return failure(.trailingContent(scalar), at: index, pointer: pointer) }
        return failure(.unexpectedCharacter(scalar, expected: expected), at: index, pointer: pointer)
    }

    /// The way to the value that is being read, or to the innermost open container.
    func pointer(inContainer: Bool) -> JSONPointer {
        var tokens: [String] = []
        // A container's current member or element is the last one before those of the next container of its kind.
        var membersEnd = members.count
        var elementsEnd = elements.count
        for (depth, container) in containers.view(from: 0).enumerated().reversed() {
            let isSkipped = inContainer && depth == containers.count - 1
            if container.isObject {
                if !isSkipped, membersEnd > container.start { tokens.append(members[membersEnd - 1].name) }
                membersEnd = container.start
            } else {
                if !isSkipped { tokens.append(String(elementsEnd - container.start)) }
                elementsEnd = container.start
            }
        }
        return JSONPointer(tokens: tokens.reversed())
    }
}
