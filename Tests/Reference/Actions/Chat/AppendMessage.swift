import JSON
import Tables

extension SupportBackend {
    /// Appends a message to an open conversation and increments its counters, in one transaction.
    ///
    /// Every message is at least a millisecond later than all before it. So messages are ordered by time on every
    /// store, and the conversation shows the time and text of the newest one, however many are sent at once. The
    /// condition fails for a message that would break this order, and the loser of a race retries with a later time.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - owner: The only user who may write; `nil` for no restriction.
    /// - Throws: ``Failure`` 404 for an unknown conversation, 403 for another user's, 409 for a closed one.
    /// - Returns: The message's id.
    func append(_ message: Message, ownedBy owner: String? = nil) async throws(Failure) -> String {
        let reader: Reader = message.senderType == .user ? .admin : .user
        var conditions: [Condition] = [
            .exists("conversation_id"), .equals("status", .string(ConversationStatus.open.rawValue)),
        ]
        if let owner { conditions.append(.equals("user_id", .string(owner))) }
        var earliest = timestamp
        return try await retrying { () async throws(Failure) -> String? in
            let time = max(timestamp, earliest)
            let id = identifiers.identifier()
            let update = WriteAction.update(
                Key(.string(message.conversation)),
                in: TableNames.conversations,
                [
                    .set("updated_at", .number(time)),
                    .set("last_message", .string(LastMessage.preview(of: message.text))),
                    .add(reader.counter, 1),
                ],
                if: .all(conditions + [.compare("updated_at", .less, .number(time))])
            )
            let put = message.put(id: id, at: time, options: options)
            switch try await attempt([update, put]) {
            case .written:
                return id
            case .refused(action: 0, let conversation):
                earliest = try Self.nextTime(in: conversation, message, owner)
                return nil
            case .refused, nil:
                return nil
            }
        }
    }

    /// Returns the earliest time that the message can have; throws when the conversation accepts no messages.
    private static func nextTime(
        in conversation: Item?,
        _ message: Message,
        _ owner: String?
    ) throws(Failure) -> JSONNumber {
        guard let conversation else { throw .unknown("conversation", message.conversation) }
        if let owner, conversation["user_id"] != .string(owner) {
            throw Failure(403, "foreign_conversation", "the conversation belongs to another user")
        }
        guard conversation["status"] == .string(ConversationStatus.open.rawValue) else {
            throw Failure(409, "conversation_closed", "the conversation is closed; start a new one")
        }
        return (conversation["updated_at"]?.numberValue ?? 0) + 1
    }
}
