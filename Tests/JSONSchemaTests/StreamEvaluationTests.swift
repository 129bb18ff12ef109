import Foundation
import JSON
import Testing
import TestSupport

@testable import JSONSchema

/// The fused pass over bytes has to say what parsing and evaluating values says, or that it does not know.
@Suite("Validation of bytes", .needs(.jsonSchema), .needs(.jsonParsing))
struct StreamEvaluationTests {
    private static let folder = "tests/draft2020-12"

    @Test(
        "agrees with the evaluation of values on mutated instances of the suite",
        arguments: try SuiteFiles.files(in: folder)
    )
    func required(file: SuiteFile) throws {
        try compare(file, SchemaOptions())
    }

    @Test(
        "agrees on mutated texts with formats",
        arguments: try SuiteFiles.files(in: folder + "/optional/format")
    )
    func formats(file: SuiteFile) throws {
        try compare(file, SchemaOptions(formatAssertion: true))
    }

    @Test("takes and refuses the texts of the parsing suite as the parser does")
    func parsing() throws {
        let folder = try #require(PublicSuite.jsonParsing.folder).appending(path: "test_parsing")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.count >= 318)
        // The second makes every value be read twice.
        let schemas = try [
            true, ["allOf": [["type": Self.allTypes], ["not": ["const": "an unlikely text"]]]],
        ].map {
            try SchemaRegistry().compile($0)
        }
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            let isJSON = (try? JSONValue(parsing: bytes)) != nil
            for schema in schemas { #expect(schema.isValid(utf8: bytes) == isJSON, "\(name)") }
        }
    }

    @Test("decides by itself wherever no keyword needs values")
    func decides() throws {
        var decided = 0
        var count = 0
        for file in try SuiteFiles.files(in: Self.folder) {
            for test in SuiteCase.cases(of: file) {
                let schema = try SuiteFiles.remotes.get().compile(test.schema)
                let verdict = test.instance.serialized().withUnsafeBufferPointer {
                    schema.verdict(on: $0, JSONParser())
                }
                count += 1
                switch verdict {
                case .valid:
                    decided += 1
                    #expect(test.valid, "\(test.name)")
                case .invalid:
                    decided += 1
                    #expect(!test.valid, "\(test.name)")
                case .undecided: break
                }
            }
        }
        #expect(decided * 3 > count * 2, "\(decided) of \(count)")
    }

    @Test("keeps the items that passed before the one that did not, in each array on the way")
    func passedItems() throws {
        let schema = try SchemaRegistry().compile([
            "$defs": ["word": ["type": "string", "maxLength": 3]],
            "properties": [
                "rows": [
                    "prefixItems": [["type": "array"]],
                    "items": ["properties": ["words": ["allOf": [["items": ["$ref": "#/$defs/word"]]]]]],
                ]
            ],
        ])
        let text =
            #"{"other": [1], "rows": [[], {}, {"words": ["a"]}, {"words": ["a", "b", "long", "c", 1]}, {"words": [2]}]}"#
        let verdict = schema.verdict(utf8: Array(text.utf8))
        #expect(verdict.passed.map(\.path) == [["rows"], ["rows", "3", "words"]])
        #expect(verdict.passed.map(\.count) == [3, 2])
        let value = try JSONValue(parsing: text)
        let errors = schema.errors(in: value, after: verdict)
        #expect(errors == schema.errors(in: value))
        let places = Set(errors.map(\.instanceLocation.description))
        #expect(places.isSuperset(of: ["/rows/3/words/2", "/rows/3/words/4", "/rows/4/words/0"]))
        // They are not looked at again: those of another text are taken for right.
        let other = try JSONValue(
            parsing: #"{"rows": [[], {}, {"words": ["not looked at"]}, {"words": ["a", "b", "long"]}]}"#
        )
        #expect(
            schema.errors(in: other, after: verdict).allSatisfy {
                !$0.instanceLocation.description.hasPrefix("/rows/2")
            }
        )
    }

    @Test("disregards only members that make no difference to whether an object is valid")
    func disregards() throws {
        var disregarded = 0
        var regarded = 0
        for file in try SuiteFiles.files(in: Self.folder) {
            for test in SuiteCase.cases(of: file) {
                guard let object = test.instance.objectValue else { continue }
                let schema = try SuiteFiles.remotes.get().compile(test.schema)
                for name in object.names + ["foo", "bar", "an unlikely name"] {
                    guard schema.disregards(member: name) else {
                        regarded += 1
                        continue
                    }
                    disregarded += 1
                    var without = object
                    without[name] = nil
                    let isValid = schema.isValid(.object(without))
                    for value in [nil, 1, "a text", ["foo": [[:]]]] as [JSONValue] {
                        var with = without
                        with[name] = value
                        #expect(schema.isValid(.object(with)) == isValid, "\(test.name): \(name)")
                    }
                }
            }
        }
        #expect(disregarded > 200 && regarded > 200, "\(disregarded), \(regarded)")
    }

    private static let allTypes: JSONValue = ["null", "boolean", "number", "string", "array", "object"]

    private func compare(_ file: SuiteFile, _ options: SchemaOptions) throws {
        var random = SeededRandom(seed: 1, stream: file.name)
        var compiled: (source: JSONValue, schema: Schema)?
        for test in SuiteCase.cases(of: file) {
            let schema: Schema
            if let compiled, compiled.source == test.schema {
                schema = compiled.schema
            } else {
                schema = try SuiteFiles.remotes.get().compile(test.schema, options: options)
                compiled = (test.schema, schema)
            }
            #expect(schema.isValid(utf8: test.instance.serialized()) == test.valid, "\(test.name)")
            let text = Array(test.instance.prettyText().utf8)
            for _ in 0..<30 {
                var bytes = Bool.random(using: &random) ? text : test.instance.serialized()
                for _ in 0..<Int.random(in: 1...2, using: &random) { Self.mutate(&bytes, &random) }
                let value = try? JSONValue(parsing: bytes)
                let verdict = schema.verdict(utf8: bytes)
                #expect(
                    verdict.isValid == value.map(schema.isValid) ?? false,
                    "\(test.name): \(String(decoding: bytes, as: UTF8.self))"
                )
                // Items that are known to be valid have no errors.
                guard let value else { continue }
                #expect(
                    schema.errors(in: value, after: verdict) == schema.errors(in: value),
                    "\(test.name): \(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
    }

    private static let fragments =
        [
            "\"", "\\", "\\u0061", "\\ud83d\\ude00", "\\ud83d", "\\n", "{", "}", "[", "]", ",", ":", "0", "-",
            "1.0", ".5", "e2",
            "true", "null", "\u{E9}", "\u{1F600}", "\"a\":1,", "\"foo\":\"bar\",", "{},", "[],", " ", "\n",
            "1,", "\"x\",", "99999999999999999999",
        ].map { Array($0.utf8) } + [[0x80], [0xED, 0xA0, 0x80], [0xFF], [0]]

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where place < bytes.count:
            bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1 where place < bytes.count:
            bytes.remove(at: place)
        case 2:
            let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        default:
            bytes.insert(contentsOf: fragments.randomElement(using: &random) ?? [], at: place)
        }
    }
}
