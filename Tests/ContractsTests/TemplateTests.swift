import Contracts
import JSON
import Testing

@Suite("A template")
struct TemplateTests {
    private let variables: Variables = ["name": "Ana", "count": 3, "list": [1, 2], "none": nil]

    @Test(
        "fills its holes: alone with the value, inside a text with its text",
        arguments: [
            ("${count}", 3),
            ("${list}", [1, 2]),
            ("${none}", nil),
            ("Dear ${name}, ${count} times", "Dear Ana, 3 times"),
            ("${name}${name}", "AnaAna"),
            (["a": ["${count}", true]], ["a": [3, true]]),
            ("$name ${} ${a b} $${name} {name}", "$name ${} ${a b} $Ana {name}"),
            ("${list/1}", 2),
            ("${list/0} of ${list/1}", "1 of 2"),
            ("", ""),
        ] as [(JSONValue, JSONValue)]
    )
    func resolves(_ source: JSONValue, _ expected: JSONValue) throws {
        #expect(try Template(source).resolved(with: variables) == expected)
    }

    @Test("leaves member names as they are")
    func memberNames() throws {
        let template = Template(["${name}": "${name}"])
        #expect(try template.resolved(with: variables) == ["${name}": "Ana"])
    }

    @Test(
        "repeats a unit to exactly so many bytes, never cutting a character",
        arguments: [("ab", 5, "ababa"), ("é", 5, "ééx"), ("𝒳", 3, "xxx"), ("a𝒳", 8, "a𝒳axx"), ("ab", 0, "")]
    )
    func repeats(_ unit: String, _ bytes: Int, _ expected: String) throws {
        let template = Template(["$repeat": .string(unit), "bytes": .number(JSONNumber(bytes))])
        #expect(try template.resolved(with: [:]) == .string(expected))
    }

    @Test("takes an object for a repetition only when it is nothing else")
    func noRepetition() throws {
        let source: JSONValue = ["$repeat": "ab", "bytes": 4, "more": true]
        #expect(try Template(source).resolved(with: [:]) == source)
    }

    @Test("knows which variables it uses, and whether it uses any")
    func uses() {
        #expect(Template(["a": "${x} ${y}", "b": ["${x}"]]).variables == ["x", "y"])
        #expect(Template(["a": "x"]).isConstant)
        #expect(!Template(["a": ["${x}"]]).isConstant)
        #expect(!Template(["$repeat": "x", "bytes": 2]).isConstant)
    }

    @Test("names the variable that is missing and those that are there")
    func undefined() {
        #expect(throws: TemplateError.undefinedVariable("nme", known: ["count", "list", "name", "none"])) {
            try Template("Dear ${nme}").resolved(with: variables)
        }
    }

    @Test("refuses to put a list into a text")
    func notText() {
        #expect(throws: TemplateError.notText(variable: "list", type: "array")) {
            try Template("Dear ${list}").resolved(with: variables)
        }
    }
}
