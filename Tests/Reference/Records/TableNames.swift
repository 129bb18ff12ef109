/// The names of the tables.
enum TableNames {
    static let conversations = "Conversations"
    static let messages = "Messages"
    static let leads = "Leads"
    static let links = "AffiliateLinks"
}

/// The names of the indexes, each of which serves one query.
enum IndexNames {
    static let conversationsByUser = "UserConversationsIndex"
    static let conversationsByStatus = "ConversationStatusIndex"
    static let messagesByTime = "MessageTimestampIndex"
    static let leadsByAffiliate = "AffiliateLeadsIndex"
    static let leadsByStatus = "LeadStatusIndex"
    static let linksByIdentifier = "LinkIdIndex"
}
