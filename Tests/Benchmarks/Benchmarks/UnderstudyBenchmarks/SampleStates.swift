import Contracts
import Foundation
import JSON
import Sessions
import Tables

/// States of the support service.
enum SampleStates {
    static let contract = Result { try ContractFolder.load(root + "/Contracts") }
    /// The number of users in a state of 11 conversations each that requests are sent for; one conversation of each is open.
    static let users = 100

    private static let root = #filePath.components(separatedBy: "/Tests/").first ?? "."
    private static let clock = 1_767_225_600_000

    /// Returns a state of open and closed conversations, each with as many messages.
    static func conversations(_ count: Int, messages: Int) async throws -> SessionSnapshot {
        let store = InMemoryStore(try contract.get().tables.map(\.definition))
        for conversation in 0..<count {
            var actions: [WriteAction] = [.put(record(conversation), in: "Conversations")]
            for message in 0..<messages {
                actions.append(.put(self.message(message, of: conversation), in: "Messages"))
            }
            try await store.transact(actions)
        }
        return SessionSnapshot(description: "\(count) conversations", clock: clock, tables: store.snapshot())
    }

    private static func record(_ number: Int) -> JSONObject {
        [
            "conversation_id": .string("conversation-\(number)"), "user_id": .string("user-\(number / 11)"),
            "store_url": "https://store.example.com", "status": number.isMultiple(of: 11) ? "open" : "closed",
            "created_at": .number(JSONNumber(clock)), "updated_at": .number(JSONNumber(clock + number)),
            "last_message": "Thank you.", "unread_admin": 0, "unread_user": 1,
        ]
    }

    private static func message(_ number: Int, of conversation: Int) -> JSONObject {
        [
            "message_id": .string("message-\(conversation)-\(number)"),
            "conversation_id": .string("conversation-\(conversation)"),
            "sender_id": .string("user-\(conversation / 11)"), "sender_type": "user",
            "message_text": "Where is my parcel? It was to come on Monday, and now it is Thursday.",
            "created_at": .number(JSONNumber(clock + number)), "is_read": false,
        ]
    }
}
