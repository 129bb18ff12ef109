/// Texts of users of a support desk, and responses to them.
enum Phrases {
    private static let fromUsers = [
        "Where is my order?", "The parcel arrived, but one item is missing.", "Hello, is anybody there?",
        "Can I change the delivery address?", "My customer says that the colour is wrong.",
        "How long does shipping to Canada take?", "Thanks, that solved it.", "I was charged twice.",
        "The tracking page shows nothing since Monday.", "Could you send me last month's invoice?",
        "Two boxes were damaged 📦📦", "Größe M ist ausverkauft – wann kommt Nachschub?", "¿Hablan español?",
        "That did not work.", "Please cancel it.", "Do you ship on weekends?",
    ]

    private static let fromAdmins = [
        "Thank you for writing, I am looking into it.", "It left the warehouse this morning.",
        "A replacement is on its way.", "I have refunded the second charge.", "Could you send a photo?",
        "Usually three to five working days.", "Done. Is there anything else?",
        "The address is changed.", "I will come back to you tomorrow.", "You find it under Invoices.",
    ]

    /// Returns a message; users sometimes write more than one sentence.
    static func text(isUser: Bool, _ random: inout SeededGenerator) -> String {
        let first = random.element(of: isUser ? fromUsers : fromAdmins, or: "…")
        guard isUser, random.number(in: 1...4) == 1 else { return first }
        return "\(first) Order #\(random.number(in: 10_000...99_999))."
    }
}
