import JSON
import Tables
import Testing

@testable import DynamoDBStore

/// What the emulators do not refuse, and DynamoDB does.
@Suite("The statements for DynamoDB")
struct StatementTests {
    static let conditions: [(Condition, String)] = [
        (
            .all([.exists("a"), .any([.absent("b"), .equals("a", 1)])]),
            "attribute_exists(#0) AND (attribute_not_exists(#1) OR #0 = :0)"
        ),
        (.not(.exists("a")), "NOT attribute_exists(#0)"),
        (.not(.all([.exists("a"), .exists("b")])), "NOT (attribute_exists(#0) AND attribute_exists(#1))"),
        (.not(.not(.exists("a"))), "attribute_exists(#0)"),
        (.all([.all([.any([.exists("a")])])]), "attribute_exists(#0)"),
        (.all([.exists("a"), .all([])]), "attribute_exists(#0)"),
        (.any([.exists("a"), .any([])]), "attribute_exists(#0)"),
        (.beginsWith("a", ""), "attribute_type(#0, :0)"),
        (.compare("a", .lessOrEqual, "x"), "#0 <= :0"),
    ]

    @Test("have no constants and no needless parentheses in conditions", arguments: conditions)
    func conditionText(condition: (Condition, String)) {
        var placeholders = Placeholders()
        #expect(ConditionExpression.text(condition.0, key: "id", &placeholders) == condition.1)
    }

    static let constants: [(Condition?, isHolding: Bool)] = [
        (nil, true), (.all([]), true), (.any([]), false), (.compare("a", .less, nil), false),
        (.not(.compare("a", .greater, true)), true), (.all([.exists("a"), .any([])]), false),
        (.any([.exists("a"), .all([])]), true),
    ]

    @Test("say by the key what always or never holds, and name nothing else", arguments: constants)
    func constantText(condition: (Condition?, isHolding: Bool)) {
        var placeholders = Placeholders()
        let text = ConditionExpression.text(condition.0, key: "id", isRequired: true, &placeholders)
        let word = condition.isHolding ? "OR" : "AND"
        #expect(text == "attribute_exists(#0) \(word) attribute_not_exists(#0)")
        var request = JSONObject()
        placeholders.add(to: &request)
        #expect(request == ["ExpressionAttributeNames": ["#0": "id"]])
        var unused = Placeholders()
        let optional = ConditionExpression.text(condition.0, key: "id", &unused)
        #expect((optional == nil) == condition.isHolding)
    }

    static let changes: [([Change], String)] = [
        ([.set("a", 1), .remove("b"), .add("c", 2)], "SET #0 = :0 ADD #2 :1 REMOVE #1"),
        ([.set("a", 1), .add("a", 2)], "SET #0 = :0"),
        ([.setIfAbsent("a", 1), .add("a", 2)], "SET #0 = if_not_exists(#0, :0) + :1"),
        ([.remove("a"), .setIfAbsent("a", 1)], "SET #0 = :0"),
        ([.remove("a"), .add("a", 1)], "SET #0 = :0"),
        ([.add("a", 1), .add("a", 2), .setIfAbsent("a", 5)], "ADD #0 :0"),
        ([.setIfAbsent("a", 1), .setIfAbsent("a", 2)], "SET #0 = if_not_exists(#0, :0)"),
        ([.add("a", 1), .set("a", 2)], "SET #0 = :0"),
        ([.add("a", 1), .remove("a")], "REMOVE #0"),
        ([], "REMOVE #0"),
    ]

    @Test("name each attribute of an update once", arguments: changes)
    func changeText(change: ([Change], String)) throws {
        var placeholders = Placeholders()
        #expect(try UpdateExpression.text(change.0, in: "People", &placeholders) == change.1)
    }

    /// Changes of one attribute, whatever it is, that have the same effect one by one and merged.
    @Test(
        "merge changes of one attribute without another effect",
        arguments: [nil, 3, "text"] as [JSONValue?]
    )
    func merged(existing: JSONValue?) throws {
        let all: [Change] = [.set("a", 1), .setIfAbsent("a", 10), .add("a", 100), .remove("a")]
        for first in all {
            for second in all {
                for third in all {
                    var expected: Item = ["id": "x"]
                    expected["a"] = existing
                    var isRefused = false
                    do {
                        for change in [first, second, third] { try change.apply(to: &expected, in: "People") }
                    } catch {
                        isRefused = true
                    }
                    // DynamoDB refuses at the end; what was added to a text before it was replaced does not matter.
                    guard !isRefused else { continue }
                    let merged = try MergedChanges([first, second, third], in: "People")
                    let outcome = try #require(merged.attributes.first).outcome
                    #expect(Self.result(of: outcome, on: existing) == expected["a"])
                }
            }
        }
    }

    private static func result(of outcome: MergedChanges.Outcome, on existing: JSONValue?) -> JSONValue? {
        func sum(_ value: JSONValue?, _ number: JSONNumber) -> JSONValue? {
            value?.numberValue.map { .number($0 + number) }
        }
        switch outcome {
        case .set(let value): return value
        case .setIfAbsent(let value): return existing ?? value
        case .add(let number): return sum(existing ?? 0, number)
        case .addToDefault(let value, let number): return sum(existing ?? value, number)
        case .remove: return nil
        }
    }

    @Test("send the filter of a query, unless it names the queried key")
    func filters() throws {
        let rules = FoundItems(definitions: TestTables.all)
        func statement(_ query: Query) throws -> PageStatement? {
            PageStatement(query, try KeyRange(query, in: rules), prefix: "p-")
        }
        let filter = Condition.equals("name", "x")
        let other = try #require(try statement(Query("People", partition: "a", filter: filter)))
        #expect(other.isFiltered)
        #expect(other.request["FilterExpression"] == "#1 = :1")
        #expect(other.request["TableName"] == "p-People")
        let own = try #require(try statement(Query("Letters", partition: "a", filter: filter)))
        #expect(!own.isFiltered)
        #expect(own.localFilter == filter)
        #expect(own.request["FilterExpression"] == nil)
        #expect(try statement(Query("Letters", partition: "a", sort: .between("b", "a"))) == nil)
    }

    @Test("write values as attributes and read them again")
    func values() throws {
        let item: Item = [
            "s": "", "n": .number(try #require(JSONNumber("1.50"))), "b": false, "z": nil,
            "l": [1, ["x": []]],
            "m": [:],
        ]
        let encoded = AttributeValue.encode(item: item)
        #expect(encoded["n"] == ["N": "1.50"])
        #expect(encoded["l"] == ["L": [["N": "1"], ["M": ["x": ["L": []]]]]])
        #expect(try AttributeValue.item(encoded, in: "People") == item)
        for value: JSONValue in [["SS": ["a"]], ["B": "aGk="], ["L": [["NS": ["1"]]]], ["N": "x"], [:]] {
            let thrown = #expect(throws: TableStoreError.self) {
                try AttributeValue.item(["id": ["S": "a"], "tags": value], in: "People")
            }
            #expect(thrown?.description.contains("'tags'") == true)
        }
    }

    @Test("know the checksum of zlib")
    func checksum() {
        #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.checksum([]) == 0)
    }

    @Test(
        "are sent to an endpoint with or without a port",
        arguments: [
            ("http://127.0.0.1:8000/", "http://127.0.0.1:8000", "127.0.0.1:8000"),
            ("HTTPS://example.com:443", "https://example.com", "example.com"),
            ("http://example.com:80", "http://example.com", "example.com"),
        ]
    )
    func endpoints(text: String, origin: String, host: String) {
        #expect(ServiceEndpoint(text)?.origin == origin)
        #expect(ServiceEndpoint(text)?.host == host)
    }

    @Test(
        "are not sent to what is no endpoint",
        arguments: ["", "example.com", "ftp://x", "http://", "http://x/y", "http://u@x"]
    )
    func noEndpoint(text: String) {
        #expect(ServiceEndpoint(text) == nil)
    }
}
