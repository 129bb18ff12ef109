import JSON
import Lambda
import Tables

extension Catalogue {
    /// Faults that occur with a request that is refused, or because one was.
    static let afterRefusals: [Fault] = [
        Fault(
            "chat/send",
            "the owner is refused",
            .answer { if $0.call["conversation_id"]?.stringValue != nil { $0.fail(403) } }
        ).only("only after another user tried", .afterRefusal(of: "chat/send") && .after("chat/send")),
        Fault(
            "chat/send",
            "updated_at goes back",
            .transaction { $0.each(in: "Conversations") { $0.set("updated_at", 1_600_000_000_000) } }
        ).only("only after another user tried", .afterRefusal(of: "chat/send")),
        rare(
            "chat/mark-read: the other counter becomes 0",
            "only after another user tried to write",
            .afterRefusal(of: "chat/send")
        ),
        Fault(
            "chat/send",
            "a message of another user is counted",
            .afterwards { answer, environment in
                if answer.response.status == 403 { await environment.count("unread_admin", answer.call) }
            }
        ),
        Fault(
            "chat/send",
            "a message of another user is kept",
            .afterwards { answer, environment in
                if answer.response.status == 403 { await environment.keepMessage(of: answer.call) }
            }
        ),
        Fault(
            "chat/send",
            "a message to an unknown conversation is kept",
            .afterwards { answer, environment in
                if answer.response.status == 404 { await environment.keepMessage(of: answer.call) }
            }
        ).only("only when it is long", .text("message") { $0.utf8.count > 40 }),
        Fault(
            "chat/reply",
            "the message stays when nobody is named",
            .afterwards { answer, environment in
                if answer.response.status == 400, answer.call["admin_id"] == nil {
                    await environment.keepMessage(of: answer.call)
                }
            }
        ),
        Fault(
            "chat/mark-read",
            "a reader that is refused has read",
            .afterwards { answer, environment in
                if answer.response.status == 400 { await environment.set("unread_admin", 0, answer.call) }
            }
        ),
        Fault(
            "admin/approve-lead",
            "a refused amount approves",
            .afterwards { answer, environment in
                if answer.response.status == 400, answer.call["commission_amount"] != nil {
                    await environment.decide(
                        answer.call,
                        [.set("status", "approved"), .set("commission_amount", 0)]
                    )
                }
            }
        ),
        Fault(
            "admin/approve-lead",
            "a missing amount moves updated_at",
            .afterwards { answer, environment in
                if answer.response.status == 400, answer.call["commission_amount"] == nil {
                    await environment.decide(answer.call, [.add("updated_at", 1)])
                }
            }
        ),
        Fault(
            "admin/approve-lead",
            "an unlisted decision keeps the notes",
            .afterwards { answer, environment in
                if answer.response.status == 400, let notes = answer.call["admin_notes"]?.stringValue {
                    await environment.decide(answer.call, [.set("admin_notes", .string(notes))])
                }
            }
        ),
        Fault(
            "affiliate/submit-lead",
            "a lead without an e-mail is refused and kept",
            .afterwards { answer, environment in
                if answer.response.status == 400, answer.call["lead_data"]?["email"] == nil {
                    await environment.keepLead(of: answer.call)
                }
            }
        ),
        Fault(
            "affiliate/create-link",
            "a refused link is there all the same",
            .afterwards { answer, environment in
                if answer.response.status == 400, answer.call["store_url"] == nil {
                    await environment.keepLink(of: answer.call)
                }
            }
        ),
        rare(
            "chat/messages: the newest is left out",
            "only after a message was refused",
            .afterRefusal(of: "chat/send")
        ),
    ]
}

extension FaultEnvironment {
    /// Adds one to a counter of the conversation that a call names.
    fileprivate func count(_ counter: String, _ call: Call) async {
        let key = Key(.string(call.text("conversation_id")))
        await write(.update(key, in: "Conversations", [.add(counter, 1)], if: .exists("conversation_id")))
    }

    /// Changes the lead that a call names, if it is there.
    fileprivate func decide(_ call: Call, _ changes: [Change]) async {
        guard await lead(of: call) != nil else { return }
        await write(.update(Key(.string(call.text("lead_id"))), in: "Leads", changes))
    }

    /// Stores the message of a call that was refused.
    fileprivate func keepMessage(of call: Call) async {
        let (conversation, text) = (call.text("conversation_id"), call.text("message"))
        guard !conversation.isEmpty, !text.isEmpty else { return }
        await write(
            .put(
                [
                    "conversation_id": .string(conversation), "message_id": .string("kept-\(conversation)"),
                    "sender_id": "somebody", "sender_type": "user", "message_text": .string(text),
                    "created_at": 4_102_444_800_000, "is_read": false,
                ],
                in: "Messages"
            )
        )
    }

    /// Stores the lead of a call that was refused.
    fileprivate func keepLead(of call: Call) async {
        let link = call.text("link_id")
        guard let owner = await items(of: "AffiliateLinks").first(where: { $0["link_id"] == .string(link) })
        else { return }
        await write(
            .put(
                [
                    "lead_id": .string("kept-\(link)"), "affiliate_id": owner["affiliate_id"] ?? "",
                    "link_id": .string(link), "status": "pending", "lead_name": "Kept",
                    "lead_email": "kept@example.com", "lead_phone": "", "product_link": "",
                    "order_volume": "0", "pending_orders": "0", "created_at": 4_102_444_800_000,
                    "updated_at": 4_102_444_800_000,
                ],
                in: "Leads"
            )
        )
    }

    /// Stores the link of a call that was refused.
    fileprivate func keepLink(of call: Call) async {
        let affiliate = call.text("affiliate_id")
        guard !affiliate.isEmpty, await record(affiliate, in: "AffiliateLinks") == nil else { return }
        let id = "KEPT" + String(StableHash.of(affiliate, 0), radix: 36).uppercased()
        await write(
            .put(
                [
                    "affiliate_id": .string(affiliate), "link_id": .string(id),
                    "affiliate_email": "kept@example.com",
                    "affiliate_url": .string("https://dashboard.commercive.co/affiliate-form?ref=\(id)"),
                    "store_url": "https://kept.example.com", "created_at": 4_102_444_800_000,
                    "updated_at": 4_102_444_800_000,
                ],
                in: "AffiliateLinks"
            )
        )
    }
}
