public import JSON

extension FaultRule {
    /// Parses a rule: `{"fault": "status", "status": 503, "retryAfter": 2, "actions": ["orders/*"], "probability": 0.1,
    /// "first": 3, "every": 5, "after": 10}`.
    ///
    /// `latency` takes `milliseconds`, a number or `{"minimum", "maximum"}` or `{"median", "sigma"}`; `status` takes
    /// `status`, `error` and `retryAfter`; `truncate` a `share`; `content-type` a `type`; `stale` `milliseconds`;
    /// `throttle` `readUnits` and `writeUnits` per second.
    /// - Throws: ``FaultRuleError`` for the first invalid member.
    public init(_ json: JSONValue) throws(FaultRuleError) {
        guard let object = json.objectValue else {
            throw FaultRuleError("is a JSON \(json.typeName); write an object such as {\"fault\": \"reset\"}")
        }
        var reader = MemberReader(object)
        fault = try Self.fault(&reader)
        actions = try reader.texts("actions")
        schedule = FaultSchedule(
            probability: try reader.number("probability", in: 0...1) ?? 1,
            first: try reader.wholeNumber("first", in: 1...1_000_000_000),
            every: try reader.wholeNumber("every", in: 1...1_000_000_000) ?? 1,
            after: try reader.wholeNumber("after", in: 0...1_000_000_000) ?? 0
        )
        try reader.finish()
    }

    private static func fault(_ reader: inout MemberReader) throws(FaultRuleError) -> Fault {
        let kind = try reader.text("fault") ?? ""
        let times = 0...Double(FaultLatency.longest)
        switch kind {
        case "latency":
            return .latency(try latency(&reader))
        case "status":
            return .status(
                try reader.wholeNumber("status", in: 200...599) ?? 500,
                error: try reader.text("error"),
                retryAfter: try reader.wholeNumber("retryAfter", in: 0...86_400)
            )
        case "reset":
            return .reset
        case "truncate":
            return .truncate(share: try reader.number("share", in: 0...0.999) ?? 0.5)
        case "content-type":
            return .contentType(try reader.text("type") ?? "text/html")
        case "no-cors":
            return .missingCORS
        case "stale":
            return .staleReads(milliseconds: Int(try reader.number("milliseconds", in: times) ?? 1_000))
        case "throttle":
            let units = 0.001...1_000_000.0
            return .throttle(
                readUnits: try reader.number("readUnits", in: units) ?? 1_000_000,
                writeUnits: try reader.number("writeUnits", in: units) ?? 1_000_000
            )
        default:
            throw FaultRuleError(
                at: JSONPointer().appending("fault"),
                "there is no fault '\(kind)'; use one of \(Fault.kinds.joined(separator: ", "))"
            )
        }
    }

    private static func latency(_ reader: inout MemberReader) throws(FaultRuleError) -> FaultLatency {
        let times = 0...FaultLatency.longest
        guard var range = reader.object("milliseconds") else {
            return .fixed(milliseconds: try reader.wholeNumber("milliseconds", in: times) ?? 1_000)
        }
        if let median = try range.wholeNumber("median", in: times) {
            let sigma = try range.number("sigma", in: 0...5) ?? 1
            try range.finish()
            return .heavyTailed(median: median, sigma: sigma)
        }
        let minimum = try range.wholeNumber("minimum", in: times) ?? 0
        let maximum = try range.wholeNumber("maximum", in: times) ?? 1_000
        try range.finish()
        return .uniform(minimum: minimum, maximum: maximum)
    }

    /// The rule as JSON that ``init(_:)`` parses.
    public var json: JSONValue {
        var object: JSONObject = ["fault": .string(fault.kind)]
        switch fault {
        case .latency(.fixed(let milliseconds)), .staleReads(let milliseconds):
            object["milliseconds"] = .number(JSONNumber(milliseconds))
        case .latency(.uniform(let minimum, let maximum)):
            object["milliseconds"] = [
                "minimum": .number(JSONNumber(minimum)), "maximum": .number(JSONNumber(maximum)),
            ]
        case .latency(.heavyTailed(let median, let sigma)):
            object["milliseconds"] = [
                "median": .number(JSONNumber(median)), "sigma": .number(JSONNumber(rounding: sigma)),
            ]
        case .status(let status, let error, let retryAfter):
            object["status"] = .number(JSONNumber(status))
            if let error { object["error"] = .string(error) }
            if let retryAfter { object["retryAfter"] = .number(JSONNumber(retryAfter)) }
        case .truncate(let share):
            object["share"] = .number(JSONNumber(rounding: share))
        case .contentType(let type):
            object["type"] = .string(type)
        case .throttle(let read, let write):
            object["readUnits"] = .number(JSONNumber(rounding: read))
            object["writeUnits"] = .number(JSONNumber(rounding: write))
        case .reset, .missingCORS:
            break
        }
        if !actions.isEmpty { object["actions"] = .array(actions.map { .string($0) }) }
        if schedule.probability < 1 {
            object["probability"] = .number(JSONNumber(rounding: schedule.probability))
        }
        if let first = schedule.first { object["first"] = .number(JSONNumber(first)) }
        if schedule.every > 1 { object["every"] = .number(JSONNumber(schedule.every)) }
        if schedule.after > 0 { object["after"] = .number(JSONNumber(schedule.after)) }
        return .object(object)
    }
}

extension JSONNumber {
    /// Creates a number with the shortest text that represents the value; 0 when it is not finite.
    fileprivate init(rounding value: Double) {
        self = JSONNumber("\(value)") ?? 0
    }
}
