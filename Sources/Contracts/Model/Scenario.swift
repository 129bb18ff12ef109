public import JSON

/// A sequence of requests to one or more actions: `scenarios/*.json`.
public struct Scenario: Sendable, Hashable {
    /// The kind of a scenario.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A typical use of the service.
        case scenario
        /// Extreme values.
        case boundary
        /// Concurrent requests.
        case concurrent
        /// A feature that an endpoint may lack.
        case `extension`
    }

    /// A variant of the scenario.
    public struct Case: Sendable, Hashable {
        /// The name, unique in the scenario.
        public var name: String
        /// Its variables, including `name`.
        public var variables: JSONObject
    }

    /// The name, unique over the folder.
    public var name: String
    /// The kind.
    public var kind: Kind
    /// The suite in reports: an action's name, or `transport`.
    public var suite: String
    /// A description of what it shows.
    public var summary: String?
    /// The values by name; they may refer to each other, a case's members and `run`.
    public var variables: JSONObject
    /// The variants: the scenario runs once for each, or once without any when empty.
    public var cases: [Case]
    /// The steps that find out whether the endpoint has the feature of the scenario.
    public var probe: [Step]
    /// The reason shown when a probe's expectation fails.
    public var unless: String?
    /// The steps of the scenario.
    public var steps: [Step]
    /// The location of the file.
    public var location: SourceLocation

    /// Returns the variables at the start of an attempt: `run`, the case's members, the scenario's own.
    ///
    /// - Parameters:
    ///   - run: A prefix that is unique to the attempt.
    ///   - case: The case to run.
    /// - Returns: The values by name.
    /// - Throws: ``TemplateError/undefinedVariable(_:known:)`` where one refers to an unknown variable, or to
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
