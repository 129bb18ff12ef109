public import JSON
public import Lambda

extension Deviation {
    /// Creates the deviation of a response with a wrong status.
    ///
    /// - Parameters:
    ///   - expected: The expected statuses, in words.
    ///   - response: The response.
    /// - Returns: The deviation.
    public static func status(_ expected: Evidence, _ response: LambdaResponse) -> Deviation {
        Deviation(
            .status,
            at: .status,
            expected: expected,
            seen: Evidence(text: response.summary, value: .number(JSONNumber(response.status)))
        )
    }

    /// The message of a response that refuses a request as one for an action that does not exist.
    public static let missingAction = "is that of an action that does not exist"

    /// The deviation as one that shows that its action does not exist.
    public var ofMissingAction: Deviation {
        var deviation = self
        deviation.message = Self.missingAction
        return deviation
    }

    /// Creates the deviation of headers that are not as expected.
    public static func header(_ name: String, _ expected: Evidence, _ response: LambdaResponse) -> Deviation {
        let values = response.headers.values(for: name)
        return Deviation(
            values.isEmpty ? .missing : .header,
            at: .header(name),
            expected: expected,
            seen: Evidence(
                text: values.isEmpty ? "no \(name)" : values.joined(separator: ", "),
                value: values.isEmpty ? JSONValue?.none : .array(values.map { .string($0) })
            )
        )
    }

    /// Creates the deviation of a value that is wrong or missing.
    ///
    /// - Parameters:
    ///   - pointer: The place.
    ///   - expected: The expected value.
    ///   - seen: The value; `nil` where there is none.
    /// - Returns: The deviation.
    public static func value(at pointer: JSONPointer, _ expected: Evidence, _ seen: JSONValue?) -> Deviation {
        Deviation(
            Kind(expected.value, seen),
            at: .body(pointer),
            expected: expected,
            seen: Evidence(seen)
        )
    }

    /// Creates a deviation that is seen in several responses only.
    public static func exchange(_ kind: Kind, expected: Evidence, seen: Evidence) -> Deviation {
        Deviation(kind, at: .exchange, expected: expected, seen: seen)
    }
}

extension Deviation.Kind {
    /// Returns the kind of deviation between two values; a missing one has the type of the other.
    init(_ expected: JSONValue?, _ seen: JSONValue?) {
        guard let seen else {
            self = .missing
            return
        }
        self = expected.map { $0.typeName == seen.typeName } ?? true ? .value : .type
    }
}
