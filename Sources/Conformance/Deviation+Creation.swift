public import JSON
public import Lambda

extension Deviation {
    /// Creates the deviation of an answer whose status is another one.
    ///
    /// - Parameters:
    ///   - expected: The statuses that would have been right, in words.
    ///   - response: The answer.
    /// - Returns: The deviation.
    public static func status(_ expected: Evidence, _ response: LambdaResponse) -> Deviation {
        Deviation(
            .status,
            at: .status,
            expected: expected,
            seen: Evidence(text: response.summary, value: .number(JSONNumber(response.status)))
        )
    }

    /// Creates the deviation of header lines that are not as expected.
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

    /// Creates the deviation of a value that is another one, or that is not there.
    ///
    /// - Parameters:
    ///   - pointer: The place.
    ///   - expected: What was expected there.
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

    /// Creates the deviation of something that is seen in several answers only.
    public static func exchange(_ kind: Kind, expected: Evidence, seen: Evidence) -> Deviation {
        Deviation(kind, at: .exchange, expected: expected, seen: seen)
    }
}

extension Deviation.Kind {
    /// The kind of deviation between two values; one that is not known is of the type of the other.
    init(_ expected: JSONValue?, _ seen: JSONValue?) {
        guard let seen else {
            self = .missing
            return
        }
        self = expected.map { $0.typeName == seen.typeName } ?? true ? .value : .type
    }
}
