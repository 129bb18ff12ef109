import JSON

/// The list of all actions; a new action is added here only.
enum ActionList {
    static let all: [any Action.Type] = [
        ListConversations.self, ListMessages.self, SendMessage.self, ReplyToMessage.self, MarkRead.self,
        CloseConversation.self,
        ListAllConversations.self, ListLeads.self, ApproveLead.self,
        GetLink.self, CreateLink.self, SubmitLead.self, AffiliateStats.self,
    ]

    private static let byName = Dictionary(
        all.map { (ExactString($0.name), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    static func action(named name: String) -> (any Action.Type)? {
        byName[ExactString(name)]
    }
}
