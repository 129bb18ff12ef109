public import JSON
public import JSONSchema

/// A form of an action's arguments on the wire other than the canonical one.
public struct WireForm: Sendable {
    /// How the request identifies its action.
    public enum Route: String, Sendable, Hashable, CaseIterable {
        /// The query names the action; the body's routing member has another meaning.
        case query
        /// Neither the query nor the body names a known action; the body is recognised by its shape.
        case body
    }

    /// A member of the body and the argument that it becomes.
    public struct Renaming: Sendable, Hashable {
        /// The member's name on the wire.
        public var member: String
        /// The argument's name in the canonical form.
        public var argument: String

        /// Creates a renaming.
        public init(member: String, argument: String) {
            self.member = member
            self.argument = argument
        }
    }

    /// The name that examples and steps choose it by.
    public var name: String
    /// The id of the rule that requires it to work.
    public var rule: String
    /// How the request identifies its action.
    public var via: Route
    /// The schema of the bodies of this form.
    public var match: Schema
    /// The members with another name on the wire.
    public var renamings: [Renaming]
    /// The text in the mock's journal for this form.
    public var warning: String?
    /// The location of the form.
    public var location: SourceLocation

    /// Returns the canonical arguments of a body of this form: renamed, without the routing member.
    /// - Complexity: O(*n*) in the number of members.
    public func arguments(ofBody body: JSONObject, routingMember: String?) -> JSONObject {
        var arguments = body
        if let routingMember { arguments[routingMember] = nil }
        for renaming in renamings {
            guard let value = body[renaming.member] else { continue }
            arguments[renaming.member] = nil
            arguments[renaming.argument] = value
        }
        return arguments
    }

    /// Returns the body of this form with the canonical arguments: the reverse of
    /// ``arguments(ofBody:routingMember:)``.
    /// - Complexity: O(*n*) in the number of arguments.
    public func body(ofArguments arguments: JSONObject) -> JSONObject {
        var members: [JSONMember] = []
        for argument in arguments {
            let renaming = renamings.first { ExactString($0.argument) == ExactString(argument.name) }
            members.append(JSONMember(name: renaming?.member ?? argument.name, value: argument.value))
        }
        return JSONObject(members)
    }
}
