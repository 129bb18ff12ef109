import JSON
import Lambda
import Tables

extension Catalogue {
    /// An id of one kind that is taken for the record that another kind's id names.
    static let mixedIdentifiers: [Fault] = [
        ("affiliate/submit-lead", "link_id", "AffiliateLinks", "affiliate_id"),
        ("affiliate/get-link", "affiliate_id", "AffiliateLinks", "link_id"),
        ("affiliate/stats", "affiliate_id", "AffiliateLinks", "link_id"),
        ("chat/conversations", "user_id", "Conversations", "conversation_id"),
        ("chat/messages", "conversation_id", "Conversations", "user_id"),
        ("chat/close", "conversation_id", "Conversations", "user_id"),
        ("chat/reply", "conversation_id", "Conversations", "user_id"),
        ("admin/approve-lead", "lead_id", "Leads", "link_id"),
    ].map { action, name, table, other in
        Fault(
            action,
            "\(name) may be a \(other)",
            .instead { call, environment in
                let asked = call.text(name)
                let meant = await environment.items(of: table).first { $0[other]?.stringValue == asked }
                guard !asked.isEmpty, let meant, let id = meant[name] else { return nil }
                var call = call
                call[name] = id
                return try? await environment.backend.send(call.request)
            }
        )
    }

    /// An id of the service that an answer shows in another case than the others do.
    static let changedIdentifiers: [Fault] = [
        ("chat/conversations", "conversation_id"), ("chat/messages", "message_id"),
        ("admin/leads", "lead_id"),
        ("admin/conversations", "conversation_id"),
    ].map { action, name in
        Fault(
            action,
            "\(name) is in capitals",
            .answer { answer in
                guard answer.succeeded else { return }
                answer.response.body = JSONValue.object(answer.body).inCapitals(name).serialized()
            }
        )
    }

    /// Reads whether there is a record, waits, and makes one, so that first requests at once make several.
    static let firstTimes: [Fault] = [
        Fault(
            "affiliate/create-link",
            "first requests at once get links of their own",
            advisory: true,
            .instead { call, environment in
                let affiliate = call.text("affiliate_id")
                guard await environment.record(affiliate, in: "AffiliateLinks") == nil else { return nil }
                try? await Task.sleep(for: .milliseconds(5))
                guard let made = try? await environment.backend.send(call.request), made.status == 200,
                    var link = await environment.record(affiliate, in: "AffiliateLinks")
                else { return nil }
                let id = "K\(Int.random(in: 10_000_000..<100_000_000))"
                let url = "https://dashboard.commercive.co/affiliate-form?ref=\(id)"
                link["link_id"] = .string(id)
                link["affiliate_url"] = .string(url)
                await environment.write(.put(link, in: "AffiliateLinks"))
                return Answer.json(["success": true, "affiliate_url": .string(url), "link_id": .string(id)])
            }
        )
    ]
}

extension JSONValue {
    /// Returns the value with the texts of a member in capitals, wherever it is.
    fileprivate func inCapitals(_ name: String) -> JSONValue {
        switch self {
        case .array(let elements): .array(elements.map { $0.inCapitals(name) })
        case .object(let object):
            .object(
                JSONObject(
                    object.map { member in
                        let text = member.name == name ? member.value.stringValue : nil
                        return JSONMember(
                            name: member.name,
                            value: text.map { .string($0.uppercased()) } ?? member.value.inCapitals(name)
                        )
                    }
                )
            )
        default: self
        }
    }
}
