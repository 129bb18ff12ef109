import JSON
import Tables

/// A message to be stored.
struct Message {
    /// The maximum size of the text, in bytes; DynamoDB's limit on items is just above it.
    static let maximumTextBytes = 400_000
    /// Two years, in seconds.
    private static let secondsToLive = 63_072_000

    let conversation: String
    let sender: String
    let senderType: Reader
    let text: String

    /// - Throws: ``Failure`` 413 for a text that is too large for an item.
    init(conversation: String, sender: String, senderType: Reader, text: String) throws(Failure) {
        let count = text.utf8.count
        guard count <= Self.maximumTextBytes else {
            throw Failure(
                413,
                "message_too_large",
                "the message has \(count) bytes; send at most \(Self.maximumTextBytes)"
            )
        }
        self.conversation = conversation
        self.sender = sender
        self.senderType = senderType
        self.text = text
    }

    /// Returns the write that stores the message; it fails when the id exists.
    func put(id: String, at time: JSONNumber, options: SupportBackendOptions) -> WriteAction {
        var item: Item = [
            "conversation_id": .string(conversation),
            "message_id": .string(id),
            "sender_id": .string(sender),
            "sender_type": .string(senderType.rawValue),
            "message_text": .string(text),
            "created_at": .number(time),
            "is_read": false,
        ]
        options.addExpiry(to: &item, createdAt: time, secondsToLive: Self.secondsToLive)
        return .put(item, in: TableNames.messages, if: .absent("message_id"))
    }
}

extension SupportBackendOptions {
    /// Adds `expires_at` to an item, in seconds, when time to live is enabled.
    func addExpiry(to item: inout Item, createdAt: JSONNumber, secondsToLive: Int) {
        guard timeToLive, let created = createdAt.intValue else { return }
        item["expires_at"] = .number(JSONNumber(created / 1_000 + secondsToLive))
    }
}
