import JSON
import Testing

@testable import Tables

@Suite("A packed item")
struct PackedItemTests {
    static let values: [JSONValue] = [
        .null, true, false, 0, -1, .number(JSONNumber(.max)), .number(JSONNumber(.min)),
        .number(JSONNumber("1.50") ?? 0), .number(JSONNumber("-0") ?? 0), .number(JSONNumber("3e5") ?? 0),
        .number(JSONNumber("12345678901234567890123456789012345678") ?? 0), "", "a", "\u{0}\u{1F600}",
        .string(String(repeating: "é", count: 127)), .string(String(repeating: "é", count: 128)),
        .string(String(repeating: "x", count: 70_000)), [], ["a", 1, .null], [:],
        ["b": ["c": [.number(JSONNumber("1.5") ?? 0), "\"\\\u{1}"]], "a": ""],
    ]

    private func unpacked(_ item: Item, _ shapes: inout ItemShapes) -> StoredItem {
        PackedItem(StoredItem(item: item, size: 7, sequence: 9), shapes.shape(of: item)).stored
    }

    @Test("gives back every value as it was written", arguments: values)
    func value(value: JSONValue) {
        var shapes = ItemShapes()
        let item: Item = ["id": "a", "value": value, "after": "z"]
        let stored = unpacked(item, &shapes)
        #expect(stored.item.members.map(\.name) == ["id", "value", "after"])
        #expect(JSONValue.object(stored.item).compactText == JSONValue.object(item).compactText)
        #expect(stored.size == 7 && stored.sequence == 9)
    }

    @Test("keeps names by their bytes and their order, of however many shapes", arguments: [1, 16, 40])
    func names(count: Int) {
        var shapes = ItemShapes()
        for number in 0..<200 {
            var item = Item()
            for place in 0..<count {
                item["\(number.isMultiple(of: 2) ? "e\u{301}" : "\u{E9}")\(place * number)"] = .number(
                    JSONNumber(place)
                )
            }
            let stored = unpacked(item, &shapes)
            #expect(
                JSONValue.object(stored.item).compactText.utf8.elementsEqual(
                    JSONValue.object(item).compactText.utf8
                )
            )
            for member in item { #expect(stored.item[member.name] == member.value) }
        }
    }

    @Test("shares its names with items of the same shape")
    func shared() {
        var shapes = ItemShapes()
        let first = shapes.shape(of: ["id": "a", "name": "b"])
        #expect(shapes.shape(of: ["id": "c", "name": 1]) === first)
        #expect(shapes.shape(of: ["name": "b", "id": "a"]) !== first)
        #expect(shapes.shape(of: ["id": "a"]) !== first)
    }
}
