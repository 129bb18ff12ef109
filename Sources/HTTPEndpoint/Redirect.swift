import Foundation
import Lambda

/// The target of a redirect response.
enum Redirect: Hashable {
    /// Another target on the same host.
    case here(target: String)
    /// The URL on another host, port or scheme.
    case elsewhere(String)

    /// Returns whether a redirect on the same host may be followed: only if the status requires the same method and body.
    ///
    /// After 301 and 302 some clients change a POST to a GET, and after 303 all do (RFC 9110, section 15.4), so that another
    /// request would be tested. Browsers do not follow redirects of preflight requests.
    static func keepsRequest(_ status: Int, method: String) -> Bool {
        switch status {
        case 307, 308: method != "OPTIONS"
        default: method == "GET" || method == "HEAD"
        }
    }

    /// Parses the redirect of a response; `nil` for any other response and for an invalid `Location`, so that the response
    /// itself is checked.
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
