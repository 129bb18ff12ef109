import Contracts
import JSON
import Lambda

/// Checks that a body that is not JSON, not UTF-8 or not an object is refused.
struct MalformedBodyChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.malformedBodyRefused, .malformedBodyStatus]

    func cases(of contract: Contract) -> [PlannedCase] {
        guard let write = contract.representativeWrite else { return [] }
        let refused = contract.rules(for: .malformedBodyRefused, of: nil)
        let status = contract.rules(for: .malformedBodyStatus, of: nil)
        // A body in which nothing is required may be empty.
        let rest = write.example.request.filter { write.action.request.place(of: $0.name) != .body }
        let mayBeEmpty = !write.action.refuses(JSONObject(rest))
        let names = Self.bodies(of: []).map(\.name).filter {
            !mayBeEmpty || ($0 != "empty" && $0 != "white space")
        }
        return names.map { name in
            PlannedCase.transport("a body that is \(name)", refused + status) { attempt throws(AttemptEnd) in
                let requests = attempt.context.requests
                let arguments = ExampleRunner(attempt).arguments(of: write.example, write.action)
                let valid = requests.request(write.action, arguments).body
                guard let body = Self.bodies(of: valid).first(where: { $0.name == name })?.bytes else {
                    return
                }
                // The action is not named by its body, so that it cannot be refused for naming none.
                let request = requests.request(write.action, arguments, bytes: body)
                let answer = try await attempt.send(request, for: write.action)
                Refusal(what: "a body that is \(name)", refused: refused, status: status).judge(
                    answer,
                    attempt
                )
            }
        }
    }

    private struct Body {
        let name: String
        let bytes: [UInt8]

        init(_ name: String, _ text: String) {
            self.init(name, Array(text.utf8))
        }

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Returns malformed bodies derived from a valid one.
    private static func bodies(of valid: [UInt8]) -> [Body] {
        let open = Array(valid.dropLast())
        func extended(_ rest: String) -> [UInt8] { open + Array(rest.utf8) }
        func withBytes(_ bytes: [UInt8]) -> [UInt8] {
            open + Array(#","understudy":""#.utf8) + bytes + Array(#""}"#.utf8)
        }
        return [
            Body("truncated", open),
            Body("empty", ""),
            Body("white space", " \n "),
            Body("plain text", "understudy"),
            Body("a form", "name=understudy&title=understudy"),
            Body("an array", Array("[".utf8) + valid + Array("]".utf8)),
            Body("a string", "\"understudy\""),
            Body("a number", "42"),
            Body("true", "true"),
            Body("null", "null"),
            Body("an object with text behind it", valid + Array("understudy".utf8)),
            Body("two objects", valid + valid),
            Body("an object with a trailing comma", extended(",}")),
            Body("an object with a comment", Array("/* understudy */".utf8) + valid),
            Body("an object in single quotes", "{'understudy':'understudy'}"),
            Body("an object with an unquoted name", extended(",understudy:1}")),
            Body("an object with a raw line feed in a string", extended(",\"understudy\":\"a\nb\"}")),
            Body("an object with a number with a leading zero", extended(",\"understudy\":012}")),
            Body("not UTF-8", withBytes([0xFF, 0xFE])),
            Body("overlong UTF-8", withBytes([0xC0, 0xAF])),
            Body("UTF-16", [0xFF, 0xFE] + valid.flatMap { [$0, 0] }),
            Body("binary", Array(0...255)),
        ]
    }
}
