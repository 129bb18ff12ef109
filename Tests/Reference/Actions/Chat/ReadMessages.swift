import JSON
import Tables

extension SupportBackend {
    /// The maximum number of messages that one transaction marks as read; the conversation is its last item.
    private static let batchCount = TableLimits.transactionActions - 1
    /// The maximum size of the messages of one transaction, in bytes, with a margin below AWS's limit for names and
    /// numbers.
    private static let batchBytes = TableLimits.transactionBytes * 3 / 4

    /// Marks every message of a conversation as read and updates the conversation.
    ///
    /// One transaction is used when everything fits into it. Otherwise the first messages are marked in earlier
    /// transactions, and the last transaction, which contains the conversation, succeeds only when no message has
    /// arrived since the conversation was read: each message increases `updated_at`. So the counters never miss a
    /// message.
    ///
    /// - Parameters:
    ///   - conversation: The conversation's id.
    ///   - changes: Returns the changes to the current conversation; `nil` when there is nothing to do.
    /// - Throws: ``Failure`` 404 for an unknown conversation.
    /// - Complexity: O(*n*) in the number of messages of the conversation.
    func readMessages(of conversation: String, changing changes: (Item) -> [Change]?) async throws(Failure) {
        try await retrying { () async throws(Failure) -> Void? in
            let key = Key(.string(conversation))
            guard let item = try await item(key, in: TableNames.conversations) else {
                throw .unknown("conversation", conversation)
            }
            guard let changes = changes(item) else { return () }
            var batches = try await unreadBatches(of: conversation)
            let last = batches.popLast() ?? []
            for batch in batches {
                guard case .written = try await attempt(batch) else { return nil }
            }
            if last.isEmpty && changes.allSatisfy({ $0.isApplied(in: item) }) { return () }
            let update = WriteAction.update(
                key,
                in: TableNames.conversations,
                changes,
                if: .all([
                    .exists("conversation_id"), item.unchanged("updated_at"), item.unchanged("status"),
                ])
            )
            guard case .written = try await attempt([update] + last) else { return nil }
            return ()
        }
    }

    /// Returns the transactions that mark the unread messages.
    ///
    /// They are read from the table and not from the index, because on DynamoDB only the table is strongly
    /// consistent.
    private func unreadBatches(of conversation: String) async throws(Failure) -> [[WriteAction]] {
        let unread = try await items(
            Query(
                TableNames.messages,
                partition: .string(conversation),
                filter: .equals("is_read", false)
            )
        )
        var batches: [[WriteAction]] = []
        var bytes = 0
        for message in unread {
            let size = message.estimatedBytes
            if batches.isEmpty || bytes + size > Self.batchBytes
                || batches[batches.count - 1].count == Self.batchCount
            {
                batches.append([])
                bytes = 0
            }
            bytes += size
            batches[batches.count - 1].append(
                .update(
                    Key(.string(conversation), .string(message.text("message_id"))),
                    in: TableNames.messages,
                    [.set("is_read", true)],
                    if: .exists("message_id")
                )
            )
        }
        return batches
    }
}

extension Change {
    /// Whether the item already has the value that the change would set.
    fileprivate func isApplied(in item: Item) -> Bool {
        guard case .set(let name, let value) = self else { return false }
        return item[name] == value
    }
}

extension JSONObject {
    /// Returns a condition that holds as long as the attribute has the value of this item.
    fileprivate func unchanged(_ name: String) -> Condition {
        self[name].map { .equals(name, $0) } ?? .absent(name)
    }

    /// The approximate size of the item: its strings, and an allowance for each attribute.
    var estimatedBytes: Int {
        reduce(0) { total, member in
            total + member.name.utf8.count + (member.value.stringValue?.utf8.count ?? 16) + 8
        }
    }
}
