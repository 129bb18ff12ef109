import FaultInjection
import JSON
import Sessions

/// `faults`: the session's rules for fault injection.
struct FaultResource: ControlResource {
    static let name = "faults"
    static let depth = 1

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        let faults = try request.session().faults
        switch (request.method, request.path.count) {
        case ("GET", 0):
            return .json([
                "faults": .array(faults.rules.map(\.json)),
                "kinds": .array(Fault.kinds.map(JSONValue.string)),
            ])
        case ("POST", 0):
            return .json(
                ["success": true, "number": .number(JSONNumber(faults.add(try rule(request.json()))))],
                status: 201
            )
        case ("DELETE", 0):
            faults.removeAll()
            return .success
        case ("DELETE", 1):
            guard let number = Int(request.path[0]), faults.remove(number) else {
                let known = faults.rules.map { "\($0.number)" }.joined(separator: ", ")
                throw ControlError(
                    404,
                    "there is no fault '\(request.path[0])'; "
                        + (known.isEmpty ? "there are none" : "use one of \(known)")
                )
            }
            return .success
        case (_, 0): throw .method(request, allowed: ["GET", "POST", "DELETE"])
        default: throw .method(request, allowed: ["DELETE"])
        }
    }

    private func rule(_ json: JSONValue) throws(ControlError) -> FaultRule {
        do throws(FaultRuleError) {
            return try FaultRule(json)
        } catch {
            throw ControlError(400, error.description)
        }
    }
}

extension FaultRegistry.Status {
    fileprivate var json: JSONValue {
        [
            "number": .number(JSONNumber(number)),
            "rule": rule.json,
            "requests": .number(JSONNumber(requests)),
            "happened": .number(JSONNumber(happened)),
        ]
    }
}
