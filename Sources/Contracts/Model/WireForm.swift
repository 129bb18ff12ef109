public import JSON
public import JSONSchema

/// A way in which an action's arguments arrive other than the canonical one.
public struct WireForm: Sendable {
    /// How the request names its action.
    public enum Route: String, Sendable, Hashable, CaseIterable {
        /// The query names the action; the body's routing member means something else.
        case query
        /// Neither the query nor the body names a known action; the body is recognised by its shape.
        case body
    }

    /// One member of the body and the argument that it becomes.
    public struct Renaming: Sendable, Hashable {
        /// The member's name on the wire.
        public var member: String
        /// The argument's name in the canonical form.
        public var argument: String

        /// Makes a renaming.
        public init(member: String, argument: String) {
            self.member = member
            self.argument = argument
        }
    }

    /// How examples and steps choose it.
    public var name: String
    /// The id of the rule that says that it works.
    public var rule: String
    /// How the request names its action.
    public var via: Route
    /// The bodies that are of this form.
    public var match: Schema
    /// Members that bear another name on the wire.
    public var renamings: [Renaming]
    /// What the mock's journal says when it sees this form.
    public var warning: String?
    /// Where it is written.
    public var location: SourceLocation

    /// The canonical arguments of a body of this form: renamed, without the routing member.
    /// - Complexity: O(*n*) in the number of members.
    public func arguments(ofBody body: JSONObject, routingMember: String) -> JSONObject {
        var arguments = body
        arguments[routingMember] = nil
        for renaming in renamings {
            guard let value = body[renaming.member] else { continue }
            arguments[renaming.member] = nil
            arguments[renaming.argument] = value
        }
        return arguments
    }

    /// The body of this form that carries the canonical arguments: the reverse of
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
