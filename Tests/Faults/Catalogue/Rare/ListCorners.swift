import JSON
import Lambda
import Tables

extension Catalogue {
    /// Faults that occur only with certain limits, cursors, times and tags.
    static let listCorners: [Fault] = [
        Fault(
            "admin/conversations",
            "a limit of 1 gives the oldest",
            .instead { await $1.oldest($0, "conversations", "updated_at") }
        )
        .only("only exactly 1", .text("limit") { $0 == "1" }),
        Fault("admin/leads", "a limit of 1 gives two", .request { $0["limit"] = "2" })
            .only("only exactly 1", .text("limit") { $0 == "1" }),
        Fault("admin/conversations", "a limit of 100 is refused", .answer { $0.fail(400) })
            .only("only exactly 100", .text("limit") { $0 == "100" }),
        Fault("admin/leads", "a limit of 100 is refused", .answer { $0.fail(400) })
            .only("only exactly 100", .text("limit") { $0 == "100" }),
        Fault(
            "chat/conversations",
            "the second page begins with the first's last",
            advisory: true,
            .instead { await $1.repeatPage($0) }
        )
        .only("only with a cursor", .call { $0["cursor"] != nil }),
        Fault(
            "admin/leads",
            "the second page is empty",
            advisory: true,
            .answer { $0.list("leads") { $0 = [] } }
        )
        .only("only with a cursor", .call { $0["cursor"] != nil }),
        Fault(
            "admin/conversations",
            "the second page has no limit",
            advisory: true,
            .answer { answer in
                answer.list("conversations") { if let last = $0.last { $0.append(last) } }
            }
        ).only("only with a cursor", .call { $0["cursor"] != nil }),
        Fault(
            "chat/messages",
            "older pages stand the other way round",
            advisory: true,
            .answer { $0.list("messages") { $0.reverse() } }
        )
        .only("only with a cursor", .call { $0["cursor"] != nil }),
        coarse("admin/leads", "created_at"),
        coarse("chat/conversations", "updated_at"),
        coarse("admin/conversations", "updated_at"),
        Fault(
            "chat/messages",
            "since includes its own time",
            advisory: true,
            .instead { call, environment in
                await environment.sinceIncluded(call)
            }
        ).only(
            "only when it is the newest message's",
            Trigger { context in
                let newest = await context.environment.messages(of: context.call).compactMap {
                    $0["created_at"]?.intValue
                }.max()
                return newest != nil && Int(context.call.text("since")) == newest
            }
        ),
        Fault(
            "chat/messages",
            "a tag of long ago still counts",
            advisory: true,
            .answer { $0.neverChanges() }
        )
        .only("only when it was given twice and more ago", .oldTag),
        Fault(
            "affiliate/stats",
            "a tag of long ago still counts",
            advisory: true,
            .answer { $0.neverChanges() }
        )
        .only("only when it was given twice and more ago", .oldTag),
        Fault(
            "affiliate/stats",
            "commissions do not change the tag",
            advisory: true,
            .answer { $0.tagWithoutCommission() }
        ),
        Fault(
            "chat/conversations",
            "counters do not change the tag",
            advisory: true,
            .answer { $0.tagWithoutCounters() }
        ),
        Fault(
            "admin/conversations",
            "the next page forgets the status",
            advisory: true,
            .instead {
                await $1.among($0, "conversations", status: $0["status"] == "open" ? "closed" : "open")
            }
        )
        .only("only with a cursor", .call { $0["cursor"] != nil && $0["status"] != nil }),
        Fault(
            "admin/leads",
            "the next page forgets the status",
            advisory: true,
            .instead {
                await $1.among($0, "leads", status: $0["status"] == "approved" ? "pending" : "approved")
            }
        )
        .only("only with a cursor", .call { $0["cursor"] != nil && $0["status"] != nil }),
        Fault("admin/conversations", "a limit is a number of 32 bits", .answer { $0.fail(400) })
            .only(
                "only above that",
                .text("limit") { (Int($0) ?? (Double($0) == nil ? 0 : .max)) > 2_147_483_647 }
            ),
        Fault("admin/leads", "a limit is a number of 64 bits", .answer { $0.fail(500) })
            .only("only above that", .text("limit") { Int($0) == nil && Double($0) ?? 0 > 1e18 }),
        Fault("admin/conversations", "both states are given", .request { $0["status"] = nil })
            .only("only with status and limit", .call { $0["status"] == "open" && $0["limit"] != nil }),
    ]

    /// A list whose pages go on behind a time, not behind a record: what has the same time is never given.
    private static func coarse(_ suite: String, _ time: String) -> Fault {
        var fault = Fault(
            suite,
            "the next page leaves out records of the same time",
            advisory: true,
            .query { query in
                guard let last = query.start?.attributes[time]?.numberValue else { return }
                query.start = nil
                query.sort = .less(.number(last))
            }
        ).only("only with a cursor", .call { $0["cursor"] != nil })
        fault.hasCoarseClock = true
        return fault
    }
}

extension Trigger {
    /// The tag that is sent was given for the same question, and another one has been given since.
    fileprivate static let oldTag = Trigger { context in
        guard let tag = context.call.request.headers["If-None-Match"] else { return false }
        return context.history.tags(of: context.call).dropLast().dropLast().contains(tag)
    }
}

extension FaultEnvironment {
    /// Answers with the oldest record alone.
    fileprivate func oldest(_ call: Call, _ list: String, _ time: String) async -> LambdaResponse? {
        var call = call
        call["limit"] = nil
        guard let response = try? await backend.send(call.request) else { return nil }
        var answer = Answer(call: call, response: response)
        answer.list(list) { $0 = Array($0.suffix(1)) }
        answer.edit { $0["next_cursor"] = nil }
        return answer.response
    }

    /// Puts a record of another status before those of a page.
    fileprivate func among(_ call: Call, _ list: String, status: String) async -> LambdaResponse? {
        var other = call
        other["cursor"] = nil
        other["status"] = .string(status)
        guard let strange = try? await backend.send(other.request),
            let response = try? await backend.send(call.request)
        else { return nil }
        let record = Answer(call: other, response: strange).body[list]?.arrayValue?.first
        var answer = Answer(call: call, response: response)
        answer.list(list) { if let record { $0.insert(record, at: 0) } }
        return answer.response
    }

    /// Puts the first of all records before those of a later page.
    fileprivate func repeatPage(_ call: Call) async -> LambdaResponse? {
        var first = call
        first["cursor"] = nil
        guard let start = try? await backend.send(first.request),
            let response = try? await backend.send(call.request)
        else { return nil }
        let repeated = Answer(call: first, response: start).body["conversations"]?.arrayValue?.last
        var answer = Answer(call: call, response: response)
        answer.list("conversations") { if let repeated { $0.insert(repeated, at: 0) } }
        return answer.response
    }

    /// Answers as if the time before had been asked for.
    fileprivate func sinceIncluded(_ call: Call) async -> LambdaResponse? {
        guard let since = Int(call.text("since")) else { return nil }
        var call = call
        call["since"] = .string(String(since - 1))
        return try? await backend.send(call.request)
    }
}

extension Answer {
    /// Makes the tag from ids and times alone.
    fileprivate mutating func tagWithoutCounters() {
        guard let records = body["conversations"]?.arrayValue else { return }
        let seen = records.map {
            "\($0["conversation_id"]?.stringValue ?? "") \($0["updated_at"]?.intValue ?? 0)"
        }
        let tag = "\"\(StableHash.of("\(seen)", 0))\""
        response.headers["ETag"] = tag
        if call.request.headers["If-None-Match"] == tag {
            response.status = 304
            response.body = []
        }
    }

    /// Makes the tag from the counts alone.
    fileprivate mutating func tagWithoutCommission() {
        guard succeeded || response.status == 304, let id = call["affiliate_id"]?.stringValue else { return }
        guard let stats = body["stats"] else { return }
        let counts = ["approved_leads", "pending_leads", "rejected_leads"].map { stats[$0]?.intValue ?? 0 }
        let tag = "\"\(StableHash.of("\(id)\(counts)", 0))\""
        response.headers["ETag"] = tag
        if call.request.headers["If-None-Match"] == tag {
            response.status = 304
            response.body = []
        }
    }
}
