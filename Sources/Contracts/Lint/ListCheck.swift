import JSON

/// Checks that the pointers of list annotations lead to values that the elements' schemas describe.
///
/// A pointer without a value would disable the check of the order: elements without the value are in order.
enum ListCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        for annotation in RuleCoverage.listAnnotations(in: contract) {
            // The location is .../understudy/list/rule.
            let tokens = annotation.location.pointer.tokens
            let file = annotation.location.file
            let list = SourceLocation(file: file, pointer: JSONPointer(tokens: tokens.dropLast()))
            let array = SourceLocation(file: file, pointer: JSONPointer(tokens: tokens.dropLast(3)))
            guard let value = contract.sources[file]?.document.value[list.pointer] else { continue }
            let elements = reader.children(of: array, "0")
            for name in ["key", "by"] {
                guard let text = value[name]?.stringValue, let pointer = try? JSONPointer(text) else {
                    continue
                }
                // Elements without a schema, or with one that does not exist, are reported by other checks.
                guard let miss = reader.follow(pointer, from: elements).miss, !miss.known.isEmpty else {
                    continue
                }
                findings.error(
                    at: list.appending(name),
                    "the schema of the list's elements does not describe \(pointer)",
                    remedy: NearestName.remedy(for: miss.name, among: miss.known, what: "member")
                )
            }
        }
    }
}
