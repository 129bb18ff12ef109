import JSON
import Tables

extension Catalogue {
    /// Faults that occur only where there is a lot of something.
    static let manyRecords: [Fault] = [
        rare(
            "chat/send: last_message stays",
            "only beyond 100 messages",
            .beyond(messages: 100)
        ),
        Fault(
            "chat/send",
            "the counter stays",
            .transaction { $0.each(in: "Conversations") { $0.forget("unread_admin") } }
        ).only("only beyond 99 unread", .conversation { $0["unread_admin"]?.intValue ?? 0 >= 99 }),
        rare("chat/reply: last_message stays", "only beyond 100 messages", .beyond(messages: 100)),
        rare("chat/reply: the user's counter stays", "only beyond 100 messages", .beyond(messages: 100)),
        rare(
            "chat/mark-read: both counters become 0",
            "only beyond 100 messages",
            .beyond(messages: 100)
        ),
        rare("chat/close: the status stays open", "only beyond 100 messages", .beyond(messages: 100)),
        Fault(
            "chat/close",
            "messages beyond the hundredth stay unread",
            advisory: true,
            .page { $0.items = Array($0.items.prefix(100)) }
        ),
        Fault(
            "chat/messages",
            "the hundred and first is left out",
            .answer { $0.list("messages") { if $0.count > 100 { $0.remove(at: 100) } } }
        ),
        Fault(
            "chat/messages",
            "what comes after the hundredth is in reverse order",
            .answer {
                $0.list("messages") { list in
                    if list.count > 101 { list = Array(list.prefix(100)) + list.dropFirst(100).reversed() }
                }
            }
        ),
        Fault(
            "chat/conversations",
            "the newest is left out of more than 100",
            .answer { $0.list("conversations") { if $0.count > 100 { $0.removeFirst() } } }
        ),
        Fault(
            "chat/conversations",
            "the oldest of more than 100 is given twice",
            .answer {
                $0.list("conversations") { if $0.count > 100, let last = $0.last { $0.append(last) } }
            }
        ),
        Fault(
            "affiliate/stats",
            "no more than 100 leads are counted",
            .page { $0.items = Array($0.items.prefix(100)) }
        ),
        Fault(
            "admin/leads",
            "the newest of more than 100 are left out",
            .answer { $0.list("leads") { if $0.count == 100 { $0.removeFirst(5) } } }
        ).only("only without a limit", .call { $0["limit"] == nil }),
        rare(
            "chat/messages: is_read is 0 or 1",
            "only beyond 100 messages",
            .beyond(messages: 100)
        ),
    ]
}
