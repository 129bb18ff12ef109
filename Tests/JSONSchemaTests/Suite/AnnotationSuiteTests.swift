import JSON
import JSONSchema
import Testing
import TestSupport

@Suite(
    "The annotation tests of the JSON Schema suite",
    .needs(.jsonSchema)
)
struct AnnotationSuiteTests {
    @Test("find every annotation in its place", arguments: try SuiteFiles.files(in: "annotations/tests"))
    func annotations(file: SuiteFile) throws {
        for group in file.value["suite"]?.arrayValue ?? [] where Self.isForUs(group) {
            let source = try #require(group["schema"])
            let schema = try SchemaRegistry().compile(source)
            let base = source["$id"]?.stringValue ?? "urn:understudy:schema"
            for test in group["tests"]?.arrayValue ?? [] {
                let output = schema.validate(try #require(test["instance"]))
                #expect(output.valid)
                for assertion in test["assertions"]?.arrayValue ?? [] {
                    let keyword = try #require(assertion["keyword"]?.stringValue)
                    let location = try #require(assertion["location"]?.stringValue)
                    var expected: [String: JSONValue] = [:]
                    for member in assertion["expected"]?.objectValue ?? [:] {
                        expected[try Self.absolute(member.name, in: source, base: base) + keyword] =
                            member.value
                    }
                    let found = output.annotations(of: keyword)
                        .filter { $0.instanceLocation.description == location }
                        .map { ($0.absoluteKeywordLocation, $0.annotation ?? nil) }
                    #expect(
                        Dictionary(found) { first, _ in first } == expected,
                        "\(group["description"]?.stringValue ?? "") at '\(location)'"
                    )
                }
            }
        }
    }

    /// Whether a group is meant for 2020-12: "9999" means a later draft, "=2019" and the like another one.
    private static func isForUs(_ group: JSONValue) -> Bool {
        guard let compatibility = group["compatibility"]?.stringValue else { return true }
        return compatibility.split(separator: ",").allSatisfy { part in
            if part.hasPrefix("=") { return part.dropFirst() == "2020" }
            if part.hasPrefix("<=") { return Int(part.dropFirst(2)).map { $0 >= 2020 } ?? false }
            return Int(part).map { $0 <= 2020 } ?? false
        }
    }

    /// The suite names a schema by the way from the document's root; we name it by the nearest `$id`.
    private static func absolute(_ fragment: String, in source: JSONValue, base: String) throws -> String {
        let pointer = try JSONPointer(String(fragment.dropFirst()).replacing("%5E", with: "^"))
        var resource = base
        var way = JSONPointer()
        var value = source
        for token in pointer.tokens {
            value = try #require(value[token] ?? value[JSONPointer(tokens: [token])])
            way = way.appending(token)
            if let identifier = value["$id"]?.stringValue {
                resource = (base.split(separator: "/").dropLast().joined(separator: "/")).replacing(
                    ":/",
                    with: "://"
                )
                resource += "/" + identifier
                way = JSONPointer()
            }
        }
        return resource + "#" + way.description.replacing("^", with: "%5E") + "/"
    }
}
