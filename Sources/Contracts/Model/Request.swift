public import JSON
public import JSONSchema

/// Where an action's arguments are and what they must look like.
///
/// All arguments of an action are one object, wherever they are in the request.
public struct Request: Sendable {
    /// A part of a request that holds arguments.
    public enum Place: String, Sendable, Hashable, CaseIterable {
        /// In the path, as the template names them.
        case path
        /// In the query.
        case query
        /// In header fields.
        case headers
        /// In the body.
        case body
    }

    /// How a body is written.
    public enum BodyEncoding: String, Sendable, Hashable, CaseIterable {
        /// JSON.
        case json
        /// `application/x-www-form-urlencoded`.
        case form
        /// Text, which is one argument.
        case text

        /// The media type.
        public var mediaType: String {
            switch self {
            case .json: "application/json"
            case .form: "application/x-www-form-urlencoded"
            case .text: "text/plain; charset=utf-8"
            }
        }
    }

    /// How the elements of an array are written.
    public enum ArrayStyle: String, Sendable, Hashable, CaseIterable {
        /// A parameter for each.
        case repeated
        /// Joined by commas.
        case comma
    }

    /// The arguments of one place, as the action's file describes them.
    public struct Part: Sendable {
        /// The place.
        public var place: Place
        /// The schema as it is written.
        public var source: JSONValue
        /// Where it is written.
        public var location: SourceLocation

        /// Creates a part.
        public init(place: Place, source: JSONValue, location: SourceLocation) {
            self.place = place
            self.source = source
            self.location = location
        }
    }

    /// The parts that the file describes.
    public var parts: [Part]
    /// How the body is written.
    public var bodyEncoding: BodyEncoding
    /// The argument that is the whole body; `nil` where the body is an object of arguments.
    public var bodyArgument: String?
    /// How arrays are written that are not repeated, by argument.
    public var styles: [String: ArrayStyle]
    /// The MUST line, over all arguments together: what it refuses has to be answered 4xx.
    public var schema: Schema
    /// The schema as it is written; merged where there are several parts.
    public var source: JSONValue
    /// The schema with what it refers to put in: `properties` and `required` of all schemas that every request has to fit, the
    /// members of inner objects likewise.
    ///
    /// It is for reading what a schema says of members; only ``schema`` decides whether arguments fit.
    public internal(set) var expanded: JSONValue
    /// Where the schema is, for what is read from it; merged ones are in the file's value only, not in its text.
    public var location: SourceLocation
    /// How arguments are written in a request; set when the contract is complete.
    var arguments = ArgumentCoding()

    /// Whether a part of the request is described.
    public func has(_ place: Place) -> Bool { parts.contains { $0.place == place } }

    /// Whether the body is an object or a form, which holds arguments by name.
    public var hasBodyMembers: Bool { has(.body) && bodyArgument == nil && bodyEncoding != .text }

    /// Whether the body is a JSON object of arguments.
    public var hasJSONMembers: Bool { hasBodyMembers && bodyEncoding == .json }

    /// Where arguments are that no schema describes.
    public var place: Place { hasBodyMembers ? .body : .query }

    /// The names of the arguments without which the schema refuses every request, as far as it says so itself.
    ///
    /// - Complexity: O(*n*) in their number.
    public var requiredNames: [String] {
        expanded["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// The names of the arguments that the schema describes one by one.
    ///
    /// - Complexity: O(*n*) in their number.
    public var names: [String] { expanded["properties"]?.objectValue?.names ?? [] }

    /// What the schema says of an argument, expanded like ``expanded``; `nil` where it does not describe it.
    public func schema(of argument: String) -> JSONValue? { expanded["properties"]?[argument] }

    /// Where an argument is.
    public func place(of argument: String) -> Place { arguments.place(of: argument) ?? place }

    /// The arguments that the contract describes at a place.
    public func names(in place: Place) -> [String] { arguments.names(in: place) }

    /// Whether a value is written as text, so that its type is read by the schema.
    public func isText(_ argument: String) -> Bool {
        switch place(of: argument) {
        case .path, .query, .headers: true
        case .body: bodyEncoding != .json
        }
    }

    /// The arguments as the service receives them: those that are written as text are read back, without null and empty ones.
    ///
    /// - Complexity: O(*n*) in the size of the arguments that are text; JSON is returned as it is.
    public func received(_ arguments: JSONObject) -> JSONObject {
        guard arguments.contains(where: { isText($0.name) }) else { return arguments }
        return JSONObject(
            arguments.compactMap { argument in
                guard isText(argument.name) else { return argument }
                return self.arguments.received(argument)
            }
        )
    }

    /// Why a request cannot carry these arguments; `nil` where it can.
    ///
    /// A path has no place for an empty text, and a header none for control characters or white space at its ends
    /// (RFC 9110, section 5.5).
    public func obstacle(to arguments: JSONObject) -> String? {
        for part in parts where part.place == .path {
            for name in self.arguments.names(in: .path)
            where arguments[name].flatMap({ self.arguments.text(of: $0) })?.isEmpty ?? true {
                return "no path can be made without \(name)"
            }
        }
        for argument in arguments where place(of: argument.name) == .headers {
            guard let text = self.arguments.text(of: argument.value) else { continue }
            if !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) || text.hasPrefix(" ")
                || text.hasSuffix(" ")
            {
                return "no header can carry \(argument.name)"
            }
        }
        return nil
    }
}
