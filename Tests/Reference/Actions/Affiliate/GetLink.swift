import JSON
import Tables

/// Returns the referral link of an affiliate.
enum GetLink: Action {
    static let name = "affiliate/get-link"
    static let method = ActionMethod.read

    static func perform(
        _ arguments: Arguments,
        in backend: SupportBackend
    ) async throws(Failure) -> JSONObject {
        let affiliate = try arguments.identifier("affiliate_id")
        guard let link = try await backend.item(Key(.string(affiliate)), in: TableNames.links) else {
            throw Failure(404, "no_link", "the affiliate has no link yet; create one with \(CreateLink.name)")
        }
        return ["affiliate_link": link.shown]
    }
}
