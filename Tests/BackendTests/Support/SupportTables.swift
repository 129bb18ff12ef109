import Tables

/// The four tables of the service.
enum SupportTables {
    static let all = [
        table(
            "Conversations",
            "conversation_id",
            indexes: [
                ("UserConversationsIndex", "user_id", .init("updated_at", .number)),
                ("ConversationStatusIndex", "status", .init("updated_at", .number)),
            ]
        ),
        table(
            "Messages",
            "conversation_id",
            "message_id",
            indexes: [
                ("MessageTimestampIndex", "conversation_id", .init("created_at", .number))
            ]
        ),
        table(
            "Leads",
            "lead_id",
            indexes: [
                ("AffiliateLeadsIndex", "affiliate_id", .init("created_at", .number)),
                ("LeadStatusIndex", "status", .init("created_at", .number)),
                ("LinkLeadsIndex", "link_id", .init("created_at", .number)),
            ]
        ),
        table(
            "AffiliateLinks",
            "affiliate_id",
            indexes: [
                ("LinkIdIndex", "link_id", .init("affiliate_id"))
            ]
        ),
    ]

    private static func table(
        _ name: String,
        _ partition: String,
        _ sort: String? = nil,
        indexes: [(String, String, KeyAttribute)]
    ) -> TableDefinition {
        TableDefinition(
            name: name,
            key: KeySchema(partition: KeyAttribute(partition), sort: sort.map { KeyAttribute($0) }),
            indexes: indexes.map { name, partition, sort in
                IndexDefinition(name: name, key: KeySchema(partition: KeyAttribute(partition), sort: sort))
            },
            stream: .newAndOldImages
        )
    }
}
