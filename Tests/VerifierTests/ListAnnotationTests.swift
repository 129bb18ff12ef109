import Contracts
import JSON
import JSONSchema
import Testing

@testable import Verifier

@Suite("The annotations of an answer with lists")
struct ListAnnotationTests {
    private static let schema: JSONValue = [
        "properties": [
            "next": ["understudy": ["nextCursor": "from"]],
            "items": [
                "minItems": 2, "items": ["properties": ["id": ["understudy": ["identity": "server"]]]],
            ],
        ]
    ]
    private static let next = JSONPointer(tokens: ["next"])
    private static let fewest = JSONPointer(tokens: ["properties", "items", "minItems"])

    private func identity(_ index: Int) -> JSONPointer { JSONPointer(tokens: ["items", "\(index)", "id"]) }

    @Test(
        "are those of the first element, or of all where one alone would be too few",
        arguments: [#"{"next": "b", "items": [{"id": "1"}, {"id": "2"}, {"id": "3"}]}"#]
    )
    func firstElements(_ text: String) throws {
        let answer = try JSONValue(parsing: text)
        let short = AnnotationIndex(ofFirstElementsIn: answer, by: try SchemaRegistry().compile(Self.schema))
        #expect(short[Self.next]?.nextCursor == "from")
        #expect(short[identity(0)]?.identity == .server)
        let any = try SchemaRegistry().compile(Self.schema.replacing(at: Self.fewest, with: 1))
        let first = AnnotationIndex(ofFirstElementsIn: answer, by: any)
        #expect(first[Self.next]?.nextCursor == "from")
        #expect(first[identity(0)]?.identity == .server && first[identity(1)] == nil)
    }

    @Test("are those of each element, whether or not one of a kind would be too few", arguments: [1, 2, 3])
    func allElements(_ fewest: Int) throws {
        let schema = Self.schema.replacing(at: Self.fewest, with: .number(JSONNumber(fewest)))
        let answer = try JSONValue(parsing: #"{"items": [{"id": "1"}, {"id": "2"}, {"id": "3", "a": 1}]}"#)
        let found = ListAnnotations(of: answer, by: try SchemaRegistry().compile(schema))
        for index in 0..<3 { #expect(found[identity(index)]?.identity == .server) }
    }

    @Test("are none where the answer does not fit")
    func invalid() throws {
        let schema = try SchemaRegistry().compile(Self.schema)
        let answer = try JSONValue(parsing: #"{"next": "b", "items": [{"id": "1"}]}"#)
        #expect(AnnotationIndex(ofFirstElementsIn: answer, by: schema).entries.isEmpty)
        #expect(ListAnnotations(of: answer, by: schema)[Self.next] == nil)
    }
}
