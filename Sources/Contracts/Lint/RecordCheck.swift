import JSON

/// Checks that every record, and every part of one, is used by something.
enum RecordCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        var references: [SourceLocation: Set<SourceLocation>] = [:]
        var waiting: [SourceLocation] = []
        var parts: [SourceLocation] = []
        for file in contract.sources.all where FileKind(path: file.path) != .meta {
            let isRecord = FileKind(path: file.path) == .record
            Node(file).forEach { node in
                if isRecord, node.location == part(of: node.location) { parts.append(node.location) }
                guard let text = node.string("$ref"), let target = node.location.resolving(text) else {
                    return
                }
                if isRecord {
                    references[part(of: node.location), default: []].insert(part(of: target))
                } else {
                    waiting.append(part(of: target))
                }
            }
        }
        var used: Set<SourceLocation> = []
        while let location = waiting.popLast() {
            guard used.insert(location).inserted else { continue }
            waiting += references[location] ?? []
        }
        for location in parts where !used.contains(location) {
            guard let name = location.pointer.tokens.last else {
                // A file that only holds shared parts is used through them.
                guard !used.contains(where: { $0.file == location.file }) else { continue }
                findings.warning(
                    at: location,
                    "no $ref leads to this record",
                    remedy: "refer to it, or remove the file"
                )
                continue
            }
            findings.warning(
                at: location,
                "no $ref leads to '\(name)'",
                remedy: "refer to it, or remove it",
                atName: true
            )
        }
    }

    /// Returns the part of a record's file that a location belongs to: one of its `$defs`, or the rest.
    private static func part(of location: SourceLocation) -> SourceLocation {
        let tokens = location.pointer.tokens
        let isDefinition = tokens.count >= 2 && tokens[0] == "$defs"
        return SourceLocation(
            file: location.file,
            pointer: JSONPointer(tokens: isDefinition ? Array(tokens.prefix(2)) : [])
        )
    }
}
