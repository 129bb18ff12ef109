public import JSON

/// A story over one or more actions: `scenarios/*.json`.
public struct Scenario: Sendable, Hashable {
    /// What sort of story it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A story.
        case scenario
        /// Extreme values.
        case boundary
        /// Many requests at once.
        case concurrent
        /// What an endpoint may lack.
        case `extension`
    }

    /// One way to play the story.
    public struct Case: Sendable, Hashable {
        /// The name, unique in the scenario.
        public var name: String
        /// Its variables, `name` among them.
        public var variables: JSONObject
    }

    /// The name, unique over the folder.
    public var name: String
    /// What sort of story it is.
    public var kind: Kind
    /// Where it is reported: an action's name, or `transport`.
    public var suite: String
    /// What it shows.
    public var summary: String?
    /// Values by name; they may use each other, a case's members and `run`.
    public var variables: JSONObject
    /// The story is played once a case; once without any when empty.
    public var cases: [Case]
    /// Steps that show whether the endpoint has what the story is about.
    public var probe: [Step]
    /// The reason shown when a probe's expectation fails.
    public var unless: String?
    /// The story itself.
    public var steps: [Step]
    /// Where it is written.
    public var location: SourceLocation

    /// The variables at the start of a play: `run`, the case's members, the scenario's own.
    ///
    /// - Parameters:
    ///   - run: A prefix that no other play has.
    ///   - case: The case that is played.
    /// - Returns: The values by name.
    /// - Throws: ``TemplateError/undefinedVariable(_:known:)`` where one uses a variable that is not there, or
    ///   itself.
    /// - Complexity: O(*n*²) in the number of variables.
    public func variables(run: String, case: Case? = nil) throws(TemplateError) -> Variables {
        var known: Variables = ["run": .string(run)]
        var waiting = (`case`?.variables.members ?? []) + variables.members
        while !waiting.isEmpty {
            var rest: [JSONMember] = []
            var failure: TemplateError?
            for member in waiting {
                do throws(TemplateError) {
                    known[ExactString(member.name)] = try Template(member.value).resolved(with: known)
                } catch {
                    rest.append(member)
                    failure = failure ?? error
                }
            }
            if let failure, rest.count == waiting.count { throw failure }
            waiting = rest
        }
        return known
    }
}
