import JSON
import Tables

extension SupportBackend {
    /// The most messages that one transaction marks as read: it changes the conversation as well.
    private static let batchCount = TableLimits.transactionActions - 1
    /// The most bytes of messages in one transaction, with room below AWS's limit for names and numbers.
    private static let batchBytes = TableLimits.transactionBytes * 3 / 4

    /// Marks every message of a conversation as read and changes the conversation.
    ///
    /// What fits into one transaction is one. Of more, the first messages are marked before, and the last
    /// transaction with the conversation in it only goes through when no message has come in since the
    /// conversation was read: each message moves `updated_at` on. So the counters never forget one.
    ///
    /// - Parameters:
    ///   - conversation: the conversation's id.
    ///   - changes: what becomes of the conversation as it is; `nil` when there is nothing to do at all.
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
            if last.isEmpty && changes.allSatisfy({ $0.isMade(in: item) }) { return () }
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

    /// Transactions that mark the messages that are not read yet; the table is asked, not the index, because on
    /// DynamoDB only the table shows every write that has finished.
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
    /// Whether an item already is as the change would make it.
    fileprivate func isMade(in item: Item) -> Bool {
        guard case .set(let name, let value) = self else { return false }
        return item[name] == value
    }
}

extension JSONObject {
    /// Holds as long as the attribute is as it is here.
    fileprivate func unchanged(_ name: String) -> Condition {
        self[name].map { .equals(name, $0) } ?? .absent(name)
    }

    /// About how many bytes the record takes: its texts, and some more for each member.
    var estimatedBytes: Int {
        reduce(0) { total, member in
            total + member.name.utf8.count + (member.value.stringValue?.utf8.count ?? 16) + 8
        }
    }
}
