import Foundation
import Testing

@Suite("Sources")
struct SourceWordsTests {
    /// A word of the shipped service: an identifier of its records, actions, lists or roles.
    struct Word: Sendable, CustomTestStringConvertible {
        /// The word.
        let text: String
        /// The pattern of its uses, where it has other meanings; the text itself, in any case, when absent.
        var pattern: String?
        /// The files that may use it in another meaning, as parts of their paths.
        var allowed: [String] = []

        var testDescription: String { text }

        /// Returns whether a line uses the word.
        func isUsed(in line: String) -> Bool {
            line.range(of: pattern ?? "(?i)" + text, options: .regularExpression) != nil
        }
    }

    static let words = [
        Word(text: "conversation", pattern: #"(?i)(?<!Verifier/)conversation"#),
        // Pointers, references and links lead to something.
        Word(
            text: "lead",
            pattern: #"(?i)\bleads?\b(?! (to|from|back|elsewhere|nowhere|in)\b)(?![:.]|$)|\blead_id"#
        ),
        Word(text: "affiliate"), Word(text: "chat/"), Word(text: "store_url"),
        Word(text: "message_id"), Word(text: "message_text"), Word(text: "last_message"),
        Word(text: "unread", pattern: #"\bunread_|Unread\b(?!\]|\.)"#, allowed: ["Contracts/Loading/"]),
        Word(text: "next_cursor"), Word(text: "created_at"), Word(text: "updated_at"),
        // The platform's own variable begins so, too.
        Word(text: "AWS_LAMBDA", allowed: ["LambdaRuntime/"]), Word(text: "NEXT_PUBLIC"),
        // The option's name stays as it is: other people's scripts use it.
        Word(text: "admin", pattern: #"(?<!--token-|token-)\badmin\b"#),
        // The word of the contract's format, and the names that documents of other services give to it.
        Word(
            text: "\"cursor\"",
            allowed: [
                "Contracts/meta/", "Contracts/Loading/", "Contracts/Behaviour/",
                "Contracts/Model/ValueAnnotation", "OpenAPI/Resources/",
            ]
        ),
    ]

    @Test("know no word of the shipped service", arguments: words)
    func word(_ word: Word) throws {
        let lines = try Self.lines.get()
        #expect(lines.count > 20_000)
        for line in lines
        where !word.allowed.contains(where: line.place.contains) && word.isUsed(in: line.text) {
            Issue.record("\(line.place): \(line.text.trimmingCharacters(in: .whitespaces))")
        }
    }

    @Test(
        "are searched for uses of a word, not for its other meanings",
        arguments: [
            ("lead", "let lead = store.get(key)", true),
            ("lead", "a decision on a decided lead, twice", true),
            ("lead", "the value that the pointer leads to", false), ("lead", "`$ref`s lead to.", false),
            ("admin", "role: \"admin\"", true), ("admin", "give --token-admin", false),
            ("conversation", "of: conversation_id", true),
            ("\"cursor\"", "query[\"cursor\"]", true), ("\"cursor\"", "button { cursor: pointer; }", false),
        ]
    )
    func use(word: String, line: String, isUse: Bool) throws {
        let word = try #require(Self.words.first { $0.text == word })
        #expect(word.isUsed(in: line) == isUse)
    }

    /// All lines of `Sources` and of the meta schemas; links into the shipped contract are not followed.
    private static let lines = Result {
        try ["Sources", "Contracts/meta"].flatMap { folder in
            let root = Project.root.appending(path: folder)
            return try FileManager.default.subpathsOfDirectory(atPath: root.path()).sorted().flatMap { name in
                let file = root.appending(path: name)
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
                    return [(place: String, text: String)]()
                }
                let text = try String(contentsOf: file, encoding: .utf8)
                return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
                    ("\(folder)/\(name):\($0 + 1)", String($1))
                }
            }
        }
    }
}
