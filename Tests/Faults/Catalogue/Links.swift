import JSON
import Lambda
import Tables

extension Catalogue {
    static let getLink: [Fault] = [
        get("the link is called link", .answer { $0.rename("affiliate_link", to: "link") }),
        get("link_id is missing", .answer { $0.editLink { $0["link_id"] = nil } }),
        get(
            "an affiliate without a link is a 500",
            .answer { if $0.response.status == 404 { $0.fail(500) } }
        ),
        get(
            "an affiliate without a link gets an empty object",
            .answer { if $0.response.status == 404 { $0.response = Answer.json([:]) } }
        ),
        get(
            "the address is another one",
            .answer { $0.editLink { $0["affiliate_url"] = "https://example.com/" } }
        ),
        get(
            "a missing affiliate_id is taken",
            .answer {
                if $0.call["affiliate_id"] == nil { $0.response = Answer.json(["affiliate_link": .null]) }
            }
        ),
        get(
            "the affiliate is cut at 20 characters",
            .answer {
                $0.editLink {
                    $0["affiliate_id"] = .string(String($0["affiliate_id"]?.stringValue?.prefix(20) ?? ""))
                }
            }
        ),
        get(
            "link_id is in lower case",
            .answer {
                $0.editLink { $0["link_id"] = .string($0["link_id"]?.stringValue?.lowercased() ?? "") }
            }
        ),
    ]

    static let createLink: [Fault] = [
        create("a second call makes another link", advisory: true, .instead { await $1.forgetLink($0) }),
        create(
            "the address does not name the link",
            .answer { $0.edit { $0["affiliate_url"] = "https://dashboard.commercive.co/affiliate-form" } }
        ),
        create(
            "the address names it by another parameter",
            .answer {
                $0.edit {
                    $0["affiliate_url"] = .string(
                        "https://dashboard.commercive.co/affiliate-form?id="
                            + ($0["link_id"]?.stringValue ?? "")
                    )
                }
            }
        ),
        create(
            "every affiliate gets the same link",
            .transaction {
                $0.each(in: "AffiliateLinks") {
                    $0.edit {
                        $0["link_id"] = "SAMELINK1";
                        $0["affiliate_url"] = "https://dashboard.commercive.co/affiliate-form?ref=SAMELINK1"
                    }
                }
            }
        ),
        create(
            "an address without @ is taken",
            advisory: true,
            .request {
                if !$0.text("affiliate_email").contains("@"), !$0.text("affiliate_email").isEmpty {
                    $0["affiliate_email"] = "someone@example.com"
                }
            }
        ),
        create(
            "a missing store_url is taken",
            .request { if $0["store_url"] == nil { $0["store_url"] = "none" } }
        ),
        create("the link is not stored", .transaction { $0 = [] }),
        create("link_id is missing", .answer { $0.edit { $0["link_id"] = nil } }),
        create("link_id is a number", .answer { $0.edit { $0["link_id"] = 12345 } }),
    ]

    private static func get(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("affiliate/get-link", name, advisory: advisory, injection)
    }

    private static func create(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("affiliate/create-link", name, advisory: advisory, injection)
    }
}

extension Answer {
    fileprivate mutating func editLink(_ change: (inout JSONObject) -> Void) {
        edit { body in
            guard var link = body["affiliate_link"]?.objectValue else { return }
            change(&link)
            body["affiliate_link"] = .object(link)
        }
    }
}

extension FaultEnvironment {
    /// Deletes the link there is, so that the backend makes another.
    fileprivate func forgetLink(_ call: Call) async -> LambdaResponse? {
        let affiliate = call.text("affiliate_id")
        if !affiliate.isEmpty, call.text("affiliate_email").contains("@"), !call.text("store_url").isEmpty {
            await write(.delete(Key(.string(affiliate)), in: "AffiliateLinks"))
        }
        return nil
    }
}
