import JSON
import Tables

/// Creates an affiliate's referral link, or returns the existing one.
enum CreateLink: Action {
    static let name = "affiliate/create-link"
    static let method = ActionMethod.write

    private static let formAddress = "https://dashboard.commercive.co/affiliate-form"

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let affiliate = try arguments.identifier("affiliate_id")
        let email = try arguments.nonBlankText("affiliate_email")
        let storeAddress = try arguments.text("store_url")
        guard email.utf8.contains(UInt8(ascii: "@")) else {
            throw .invalid("'affiliate_email' has no '@'; give an e-mail address")
        }
        if let link = try await backend.item(Key(.string(affiliate)), in: TableNames.links) {
            return answer(link)
        }
        return try await backend.retrying { () async throws(Failure) -> JSONObject? in
            let identifier = backend.identifiers.linkIdentifier()
            guard try await SubmitLead.link(identifier, in: backend) == nil else { return nil }
            let time = backend.timestamp
            let link: Item = [
                "affiliate_id": .string(affiliate),
                "link_id": .string(identifier),
                "affiliate_email": .string(email),
                "affiliate_url": .string("\(formAddress)?ref=\(identifier)"),
                "store_url": .string(storeAddress),
                "created_at": .number(time),
                "updated_at": .number(time),
            ]
            switch try await backend.attempt([
                .put(link, in: TableNames.links, if: .absent("affiliate_id"))
            ]) {
            case .written: return answer(link)
            case .refused(_, let existing): return existing.map(answer)
            case nil: return nil
            }
        }
    }

    private static func answer(_ link: Item) -> JSONObject {
        [
            "success": true,
            "affiliate_url": link["affiliate_url"] ?? .null,
            "link_id": link["link_id"] ?? .null,
        ]
    }
}
