extension Catalogue {
    /// A record that is read, changed and written back whole, or in more attributes than the action changes, so that
    /// what another action does meanwhile is lost.
    static let wholeRecords: [Fault] = [
        Fault("chat/send", "the whole conversation is written back", .staleAttributes(nil)),
        Fault("chat/reply", "the whole conversation is written back", .staleAttributes(nil)),
        Fault("chat/mark-read", "the whole conversation is written back", .staleAttributes(nil)),
        Fault("chat/close", "the whole conversation is written back", .staleAttributes(nil)),
        Fault("admin/approve-lead", "the whole lead is written back", .staleAttributes(nil)),
        Fault("chat/send", "the status is written back", .staleAttributes(["status"])),
        Fault("chat/send", "the user's counter is written back", .staleAttributes(["unread_user"])),
        Fault("chat/reply", "the admin's counter is written back", .staleAttributes(["unread_admin"])),
        Fault("chat/reply", "the status is written back", .staleAttributes(["status"])),
        Fault("chat/mark-read", "the last message is written back", .staleAttributes(["last_message"])),
        Fault("chat/mark-read", "the status is written back", .staleAttributes(["status"])),
        Fault("chat/close", "the last message is written back", .staleAttributes(["last_message"])),
    ]
}
