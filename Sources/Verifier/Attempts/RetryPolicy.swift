import Foundation
import Lambda

/// The retries of a request when the endpoint asks to wait: RFC 6585, section 4 (429), and RFC 9110, sections
/// 10.2.3 (`Retry-After`) and 15.6.4 (503).
struct RetryPolicy: Sendable {
    private static let longestWait = Duration.seconds(10)
    private static let longestWaiting = Duration.seconds(30)
    private static let mostWaits = 10
    /// The first delay where the endpoint specifies none; it doubles with every retry.
    private static let shortestWait = Duration.milliseconds(50)
    private static let longestBackOff = Duration.seconds(2)

    private var waits = 0
    private var waited = Duration.zero

    /// Returns the next delay; `nil` after the last retry.
    mutating func next(asked: Duration) -> Duration? {
        guard waits < Self.mostWaits, waited < Self.longestWaiting else { return nil }
        let backOff = min(Self.shortestWait * (1 << waits), Self.longestBackOff)
        let wait = max(backOff, min(asked, Self.longestWait))
        waits += 1
        waited += wait
        return wait
    }

    /// Returns the error of a response that still asks to wait.
    func description(of response: LambdaResponse) -> String {
        let seconds = (waited.inSeconds * 10).rounded() / 10
        let asked = response.headers["Retry-After"].map { " with Retry-After: \($0)" } ?? ""
        let waiting = waits == 0 ? "" : ", after \(waits) attempts over \(seconds) s, too"
        return
            "the endpoint asks to wait: \(response.status)\(asked)\(waiting); send less at once with --rate and "
            + "--concurrency, or raise its limit"
    }

    /// The delay that a response asks for; `nil` when it asks for none, and zero when it does not specify one.
    ///
    /// A 503 without `Retry-After` is a server error like any other.
    static func wait(askedBy response: LambdaResponse, now: Date = Date()) -> Duration? {
        guard [429, 503].contains(response.status) else { return nil }
        let text = response.headers["Retry-After"]?.trimmingCharacters(in: .whitespaces)
        if let text, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .seconds(Int(text) ?? Int(Int32.max))
        }
        if let time = text.flatMap(HTTPDate.init)?.seconds {
            let start =
                response.headers["Date"].flatMap(HTTPDate.init)?.seconds
                ?? Int(min(max(0, now.timeIntervalSince1970), 1e12))
            return .seconds(max(0, time - start))
        }
        return response.status == 429 ? .zero : nil
    }
}
