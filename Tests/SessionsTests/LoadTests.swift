import JSON
import Lambda
import Sessions
import Synchronization
import Tables
import Testing

@Suite("A session under load", .timeLimit(.minutes(5)))
struct LoadTests {
    @Test(
        "loses no write and tears no transaction by snapshots and a rewind during concurrent reads and writes"
    )
    func snapshots() async throws {
        let writers = Writers(pipeline: try SupportSessions.pipeline())
        let session = try writers.pipeline.registry.session(SessionName("a"))
        let readers = [Reader(session), Reader(session)]

        // Writes that were acknowledged before a snapshot are in it.
        let inFirst = try await writers.write(1...8, messages: 40, snapshot: "first", of: session)
        let atMiddle = writers.acknowledged
        let middle = session.requests + 1
        #expect(try session.snapshot.checkedTexts() == atMiddle)
        let inSecond = try await writers.write(9...16, messages: 40, snapshot: "second", of: session)
        #expect(try session.snapshot.checkedTexts() == writers.acknowledged)

        try session.restore(snapshot: "first")
        let first = try session.snapshot.checkedTexts()
        #expect(first.isSuperset(of: inFirst) && first.isSubset(of: atMiddle))
        try session.restore(snapshot: "second")
        #expect(try session.snapshot.checkedTexts().isSuperset(of: inSecond.union(atMiddle)))
        try session.rewind(toBefore: middle)
        #expect(try session.snapshot.checkedTexts() == atMiddle)

        // A rewind during concurrent writes: the remaining records are consistent.
        async let writing = writers.write(17...24, messages: 60, snapshot: "third", of: session)
        for _ in 0..<50 {
            try session.rewind(toBefore: middle)
            try session.restore(snapshot: "first")
            await Task.yield()
        }
        _ = try await writing
        #expect(try session.snapshot.checkedTexts().isSuperset(of: inFirst))
        for reader in readers { #expect(try await reader.stop() > 0) }
    }
}

/// Users who write concurrently, each into their own conversation.
private final class Writers: Sendable {
    let pipeline: SessionPipeline
    private let texts = Mutex<Set<String>>([])

    init(pipeline: SessionPipeline) {
        self.pipeline = pipeline
    }

    /// The texts that were acknowledged with 200.
    var acknowledged: Set<String> { texts.withLock { $0 } }

    /// Lets users write and takes a snapshot meanwhile; returns the texts acknowledged before it.
    func write(
        _ users: ClosedRange<Int>,
        messages: Int,
        snapshot: String,
        of session: Session
    ) async throws -> Set<String> {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for user in users { group.addTask { try await self.write(user, messages) } }
            try await Task.sleep(for: .milliseconds(5))
            let known = acknowledged
            try session.takeSnapshot(snapshot)
            try await group.waitForAll()
            return known
        }
    }

    private func write(_ user: Int, _ messages: Int) async throws {
        var conversation: String?
        for number in 0..<messages {
            let text = "\(user)/\(number)"
            var body: JSONObject = [
                "action": "chat/send", "user_id": .string("user \(user)"), "store_url": "s",
                "message": .string(text),
            ]
            if let conversation { body["conversation_id"] = .string(conversation) }
            let answer = try await pipeline.post(body, to: "a")
            // After a rewind the conversation may not exist: then a new one is opened.
            guard answer.response.status == 200 else {
                #expect(answer.response.status == 404)
                conversation = nil
                continue
            }
            conversation = try JSONValue(parsing: answer.response.body)["conversation_id"]?.stringValue
            texts.withLock { _ = $0.insert(text) }
        }
    }
}

/// A reader that reads a session's state continuously.
private struct Reader {
    private let task: Task<Int, any Error>

    init(_ session: Session) {
        task = Task {
            var looks = 0
            while !Task.isCancelled {
                _ = try session.snapshot.checkedTexts()
                looks += 1
                await Task.yield()
            }
            return looks
        }
    }

    /// Stops the reader; returns the number of its reads.
    func stop() async throws -> Int {
        task.cancel()
        return try await task.value
    }
}

extension SessionSnapshot {
    /// Returns the texts of all messages; records an issue when the tables are inconsistent.
    fileprivate func checkedTexts() throws -> Set<String> {
        let messages = try tables.items(of: "Messages")
        let byConversation = Dictionary(grouping: messages) { $0["conversation_id"]?.stringValue ?? "" }
        let conversations = try tables.items(of: "Conversations")
        let identifiers = conversations.compactMap { $0["conversation_id"]?.stringValue }
        #expect(Set(identifiers) == Set(byConversation.keys))
        for conversation in conversations {
            let own = byConversation[conversation["conversation_id"]?.stringValue ?? ""] ?? []
            #expect(conversation["unread_admin"]?.intValue == own.count, "a torn write")
            #expect(own.contains { $0["message_text"] == conversation["last_message"] })
        }
        return Set(messages.compactMap { $0["message_text"]?.stringValue })
    }
}
