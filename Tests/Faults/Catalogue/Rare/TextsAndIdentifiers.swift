import Foundation
import JSON
import Lambda
import Tables

extension Catalogue {
    /// Faults that occur only with certain characters or lengths.
    static let textsAndIdentifiers: [Fault] = [
        Fault(
            "chat/conversations",
            "accents in ids are composed",
            .request { $0.change("user_id") { $0.precomposed } }
        ),
        Fault(
            "affiliate/stats",
            "ids are put in lower case",
            .request { $0.change("affiliate_id") { $0.lowercased() } }
        )
        .only("only those with letters beyond ASCII", .text("affiliate_id") { $0.hasLettersBeyondASCII }),
        Fault(
            "affiliate/get-link",
            "characters are cut from ids",
            .request { $0.change("affiliate_id") { $0.withoutAstral } }
        )
        .only("only those beyond the basic plane", .text("affiliate_id") { $0.hasAstral }),
        Fault(
            "chat/reply",
            "an admin's astral characters are replaced",
            .request { $0.change("admin_id") { $0.withoutAstral + "\u{FFFD}" } }
        )
        .only("only where there are any", .text("admin_id") { $0.hasAstral }),
        Fault(
            "chat/send",
            "letters beyond ASCII in a user's id are composed",
            .request { $0.change("user_id") { $0.precomposed } }
        )
        .only("only in a first message", .call { $0["conversation_id"]?.stringValue == nil }),
        Fault(
            "affiliate/submit-lead",
            "astral characters of a name are cut",
            .request {
                $0.editLead { lead in
                    if let name = lead["name"]?.stringValue, name.hasAstral {
                        lead["name"] = .string(name.withoutAstral + "?")
                    }
                }
            }
        ),
        Fault(
            "chat/send",
            "last_message is empty",
            .transaction { $0.each(in: "Conversations") { $0.showLastMessage("") } }
        )
        .only("only for exactly 100 characters", .text("message") { $0.unicodeScalars.count == 100 }),
        Fault(
            "chat/send",
            "the last character is lost",
            .request { $0.change("message") { String($0.dropLast()) } }
        )
        .only("only of exactly 256 bytes", .text("message") { $0.utf8.count == 256 }),
        Fault(
            "chat/send",
            "the last character is lost",
            .request { $0.change("message") { String($0.dropLast()) } }
        )
        .only(
            "only of more than 65,535 bytes, and of those that are ASCII",
            .text("message") { $0.utf8.count == 65_536 }
        ),
        Fault(
            "chat/send",
            "last_message ends in half a character",
            .transaction { $0.each(in: "Conversations") { $0.halveLastMessage() } }
        )
        .only(
            "only where an astral character is across the hundredth place",
            .text("message") { $0.isHalvedAtHundred }
        ),
        Fault(
            "chat/reply",
            "last_message ends in half a character",
            .transaction { $0.each(in: "Conversations") { $0.halveLastMessage() } }
        )
        .only(
            "only where an astral character is across the hundredth place",
            .text("message") { $0.isHalvedAtHundred }
        ),
        Fault(
            "chat/send",
            "a message of 0 counts as empty",
            .answer { if $0.call["message"] == "0" { $0.fail(400) } }
        ),
        Fault(
            "chat/reply",
            "a message of 0 counts as empty",
            .answer { if $0.call["message"] == "0" { $0.fail(400) } }
        ),
        Fault(
            "chat/send",
            "line ends are changed",
            .request { $0.change("message") { $0.replacing("\r\n", with: "\n") } }
        ),
        Fault(
            "chat/reply",
            "a text of astral characters alone is a 500",
            .answer {
                if $0.call.text("message").unicodeScalars.allSatisfy({ $0.value > 0xFFFF }),
                    !$0.call.text("message").isEmpty
                {
                    $0.fail(500)
                }
            }
        ),
        Fault(
            "admin/approve-lead",
            "notes are cut after 255 characters",
            .request { $0.change("admin_notes") { String($0.prefix(255)) } }
        ),
        Fault(
            "affiliate/create-link",
            "an id of 128 characters is cut",
            .request { $0.change("affiliate_id") { String($0.prefix(127)) } }
        ),
    ]
}

extension Call {
    /// Changes the text of an argument; bytes count, so that another form of the same letters is a change.
    fileprivate mutating func change(_ name: String, _ change: (String) -> String) {
        guard let text = self[name]?.stringValue else { return }
        let changed = change(text)
        if !changed.utf8.elementsEqual(text.utf8) { self[name] = .string(changed) }
    }
}

extension String {
    fileprivate var hasAstral: Bool { unicodeScalars.contains { $0.value > 0xFFFF } }

    fileprivate var withoutAstral: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.value <= 0xFFFF }))
    }

    fileprivate var hasLettersBeyondASCII: Bool {
        unicodeScalars.contains { !$0.isASCII && $0.properties.isAlphabetic }
    }

    /// The same letters, each with its accents in one scalar where there is one.
    fileprivate var precomposed: String { precomposedStringWithCanonicalMapping }

    /// Whether a cut after 100 UTF-16 units would leave half of a character.
    fileprivate var isHalvedAtHundred: Bool {
        let units = Array(utf16.prefix(101))
        return units.count == 101 && UTF16.isLeadSurrogate(units[99])
    }
}

extension WriteAction {
    fileprivate mutating func showLastMessage(_ text: String) {
        set("last_message", .string(text))
        edit { $0["last_message"] = .string(text) }
    }

    /// Cuts after 100 UTF-16 units, as many languages do.
    fileprivate mutating func halveLastMessage() {
        func half(_ text: String) -> JSONValue {
            let units = Array(text.utf16.prefix(100))
            return .string(
                String(
                    decoding: units.dropLast(UTF16.isLeadSurrogate(units.last ?? 0) ? 1 : 0),
                    as: UTF16.self
                ) + "\u{FFFD}"
            )
        }
        changes = changes.map { change in
            guard case .set("last_message", .string(let text)) = change else { return change }
            return .set("last_message", half(text))
        }
        edit { if let text = $0["last_message"]?.stringValue { $0["last_message"] = half(text) } }
    }
}
