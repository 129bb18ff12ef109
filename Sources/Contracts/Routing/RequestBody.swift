public import JSON
public import Lambda

/// The body of a request, parsed at most once on its way.
public enum RequestBody: Sendable, Hashable {
    /// There is no body.
    case absent
    /// The body is JSON.
    case json(JSONValue)
    /// The body is a form, `application/x-www-form-urlencoded`.
    case form(QueryString)
    /// The body is text.
    case text(String)
    /// The body is not JSON, or nested deeper than the service allows.
    case unreadable(JSONError)
    /// The body is not what its encoding says.
    case malformed(String)

    /// The parsed value; `nil` when there is none.
    public var value: JSONValue? {
        if case .json(let value) = self { value } else { nil }
    }

    /// The reason why the body holds no arguments, for people; `nil` when it does or there is none.
    public var problem: String? {
        switch self {
        case .absent, .form, .text: nil
        case .json(let value):
            value.objectValue == nil ? "the body must be a JSON object with the action's arguments" : nil
        case .unreadable(let error): "the body cannot be read as JSON: \(error)"
        case .malformed(let reason): "the body cannot be read: \(reason)"
        }
    }

    /// Whether the body is not what its encoding says.
    public var isUnreadable: Bool {
        switch self {
        case .unreadable, .malformed: true
        case .absent, .json, .form, .text: false
        }
    }

    /// Reads a body.
    init(_ bytes: [UInt8], _ encoding: Request.BodyEncoding, depth: Int) {
        guard !bytes.isEmpty else {
            self = .absent
            return
        }
        switch encoding {
        case .json:
            do throws(JSONError) {
                self = .json(try JSONParser(maximumDepth: depth).parse(bytes))
            } catch {
                self = .unreadable(error)
            }
        case .form, .text:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                self = .malformed("it is not UTF-8")
                return
            }
            self = encoding == .text ? .text(text) : .form(QueryString(parsing: text))
        }
    }
}
