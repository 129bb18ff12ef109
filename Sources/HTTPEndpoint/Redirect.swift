import Foundation
import Lambda

/// Where an answer with a redirecting status leads to.
enum Redirect: Hashable {
    /// To another target on the same host.
    case here(target: String)
    /// To another host, port or scheme: its URL.
    case elsewhere(String)

    /// Whether a redirect on the same host may be followed: where the same request, with its method and its body, is what the
    /// status asks for.
    ///
    /// After 301 and 302 clients send a POST again as a GET, or not, and after 303 they do (RFC 9110, section 15.4): none of
    /// these is what a test means. Browsers follow no redirect of an OPTIONS request that asks for leave.
    static func keepsRequest(_ status: Int, method: String) -> Bool {
        switch status {
        case 307, 308: method != "OPTIONS"
        default: method == "GET" || method == "HEAD"
        }
    }

    /// Reads the redirect of an answer; `nil` when it is none, or when its `Location` cannot be read, which
    /// leaves the answer to be judged as it is.
    init?(_ response: LambdaResponse, from url: EndpointURL, target: String) {
        guard [301, 302, 303, 307, 308].contains(response.status),
            let location = response.headers["Location"],
            let base = URL(string: url.origin + target),
            let absolute = URL(string: location, relativeTo: base)?.absoluteURL,
            let host = absolute.host(percentEncoded: true)?.lowercased(),
            let scheme = absolute.scheme?.lowercased()
        else { return nil }
        let port = absolute.port ?? (scheme == "https" ? 443 : 80)
        guard host.trimmingCharacters(in: EndpointURL.brackets) == url.host, port == url.port,
            url.origin.hasPrefix(scheme + "://")
        else {
            self = .elsewhere(absolute.absoluteString)
            return
        }
        let path = absolute.path(percentEncoded: true)
        let query = absolute.query(percentEncoded: true).map { "?" + $0 } ?? ""
        self = .here(target: (path.isEmpty ? "/" : path) + query)
    }
}
