import Faults
import Foundation

/// The faults whose scripts a test run replays, by the environment variable `UNDERSTUDY_SCRIPTS`.
enum ScriptSelection {
    /// The number of parts of the catalogue.
    private static let parts = 120
    /// The catalogue without faults that occur by chance.
    static let all = Catalogue.plain + Catalogue.rare

    private static let text = ProcessInfo.processInfo.environment["UNDERSTUDY_SCRIPTS"]

    /// The parts to run; `nil` where the variable is none of `all`, a number and `FIRST-LAST`.
    private static let chosenParts: ClosedRange<Int>? = {
        guard let text else { return nil }
        if text == "all" { return 0...parts - 1 }
        let bounds = text.split(separator: "-").map { Int($0) }
        guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, first <= last, bounds.count <= 2
        else { return nil }
        return first...last
    }()

    /// The faults: a few of each kind by default, else those of parts of the catalogue, or those whose names contain a text.
    static let faults: [Fault] = {
        if let chosenParts {
            return all.enumerated().filter { chosenParts.contains($0.offset % parts) }.map(\.element)
        }
        if let text {
            let words = text.split(separator: "|")
            return all.filter { fault in words.contains { fault.description.contains($0) } }
        }
        return all.enumerated().filter { $0.offset % parts == 0 || chosen.contains($0.element.description) }
            .map(\.element)
    }()

    /// The maximum number of failures of a fault whose scripts run, each of another rule.
    static let mostFailures = text == nil ? 4 : 8

    /// Whether each of the faults is known to be found by the checks that are run here.
    static let isFoundEach = text == nil

    /// Faults that showed in no script once: altered ids, ids of another kind, tags, a read after the write, bodies that are
    /// no plain text; a race; records of other cases; repeated reads.
    private static let chosen: Set = [
        "chat/messages: conversation_id is compared without case",
        "chat/messages: conversation_id is compared with % for any characters",
        "chat/messages: the tag does not know of is_read",
        "affiliate/submit-lead: link_id may be a affiliate_id",
        "chat/reply: the message is the user's",
        "admin/approve-lead: a missing amount is 0", "transport: successes are text/plain",
        "affiliate/submit-lead: an absent phone is not stored",
        "admin/approve-lead: notes that are null are stored, only when they are sent so",
        "affiliate/create-link: two affiliates get one link, only beside another one",
        "chat/send: store_url is kept as a number",
        "chat/messages: a tag of long ago still counts, only when it was given twice and more ago",
    ]
}
