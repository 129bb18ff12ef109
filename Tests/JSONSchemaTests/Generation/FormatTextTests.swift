import JSON
import JSONSchema
import Testing

@Suite("Generated texts of a format")
struct FormatTextTests {
    private static func generator(_ format: String) throws -> InstanceGenerator {
        let schema: JSONValue = ["type": "string", "format": .string(format)]
        let registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))
        return InstanceGenerator(try registry.compile(schema), in: registry)
    }

    @Test("are of it, at random and at its edges", arguments: Format.names)
    func valid(format: String) throws {
        let generator = try Self.generator(format)
        var random = SeededRandom(seed: 1)
        for _ in 0..<50 { #expect(generator.valid(using: &random) != nil) }
        let edges = generator.edges
        #expect(edges.allSatisfy { generator.schema.isValid($0.value) })
        #expect(["ipv4", "idn-email"].contains(format) || edges.contains { $0.name.contains("\(format), ") })
        #expect(!generator.broken.isEmpty)
    }

    @Test("leave out at random what is valid by the letter of RFC 3339 only")
    func doubtful() throws {
        let generator = try Self.generator("date-time")
        var random = SeededRandom(seed: 1)
        for _ in 0..<500 {
            let text = try #require(generator.valid(using: &random)?.stringValue)
            #expect(!text.contains(":60") && !text.contains("t") && !text.contains("z"), "\(text)")
        }
        let edges = generator.edges.compactMap(\.value.stringValue)
        #expect(edges.contains { $0.contains(":60") } && edges.contains { $0.hasSuffix("z") })
        // What everybody takes is sent first.
        #expect(edges.first?.contains(":60") == false && edges.first?.hasSuffix("z") == false)
    }
}
