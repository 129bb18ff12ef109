import Contracts
import JSON
import Sessions

/// `clock`: returns the session's clock, sets it, advances it, changes its rate or freezes it.
struct ClockResource: ControlResource {
    static let name = "clock"

    private static let members = ["set", "advance", "motion", "rate", "milliseconds", "backwards"]

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        let clock = try request.session().clock
        switch request.method {
        case "GET": break
        case "POST", "PUT":
            let body = try request.json()
            guard let object = body.objectValue, !object.names.isEmpty else {
                throw ControlError(400, #"send an object such as {"advance": 10000} or {"motion": "frozen"}"#)
            }
            if let unknown = object.names.first(where: { !Self.members.contains($0) }) {
                let known = Self.members.joined(separator: ", ")
                throw ControlError(400, "/\(unknown): is not a known member; known are \(known)")
            }
            let motion = try motion(body)
            let time = try body["set"].map { (value) throws(ControlError) in try Self.time(value) }
            let advance = try whole(body, "advance") ?? 0
            let allowsBackwards = try flag(body, "backwards")
            do throws(SessionClockError) {
                try clock.change(to: time, by: advance, motion: motion, allowsBackwards: allowsBackwards)
            } catch {
                throw ControlError(400, error.description)
            }
        default: throw .method(request, allowed: ["GET", "POST", "PUT"])
        }
        return .json(clock.json)
    }

    private func motion(_ body: JSONValue) throws(ControlError) -> SessionClock.Motion? {
        var rate: Double?
        if let value = body["rate"] {
            guard let number = value.numberValue?.doubleValue, (0...1_000_000).contains(number) else {
                throw ControlError(
                    400,
                    "/rate: must be a number from 0 to 1000000; 60 is a minute per second"
                )
            }
            rate = number
        }
        let step = try whole(body, "milliseconds")
        guard step ?? 0 >= 0 else { throw ControlError(400, "/milliseconds: must not be negative") }
        switch body["motion"] {
        case nil:
            return rate.map { .running(rate: $0) } ?? step.map { .stepping(milliseconds: $0) }
        case "running": return .running(rate: rate ?? 1)
        case "frozen": return .frozen
        case "stepping": return .stepping(milliseconds: step ?? 1_000)
        default: throw ControlError(400, "/motion: must be running, frozen or stepping")
        }
    }

    private func whole(_ body: JSONValue, _ name: String) throws(ControlError) -> Int? {
        guard let value = body[name] else { return nil }
        guard let number = value.intValue else {
            throw ControlError(400, "/\(name): must be a whole number of milliseconds")
        }
        return number
    }

    private func flag(_ body: JSONValue, _ name: String) throws(ControlError) -> Bool {
        guard let value = body[name] else { return false }
        guard let flag = value.boolValue else { throw ControlError(400, "/\(name): must be true or false") }
        return flag
    }

    /// Parses a time as a number of milliseconds or in RFC 3339.
    private static func time(_ value: JSONValue) throws(ControlError) -> Int {
        if let number = value.intValue { return number }
        if let time = TimeUnit.rfc3339.milliseconds(of: value) { return time }
        throw ControlError(
            400,
            "/set: must be milliseconds since 1970 or a time such as \"2026-01-01T00:00:00Z\""
        )
    }
}

extension SessionClock {
    /// The clock as the control API returns it.
    var json: JSONValue {
        let time = now()
        var clock: JSONObject = [
            "time": .number(JSONNumber(time)),
            "text": .string(TimeUnit.text(time)),
        ]
        switch motion {
        case .running(let rate):
            clock["motion"] = "running"
            clock["rate"] = (Int(exactly: rate).map { JSONNumber($0) } ?? JSONNumber("\(rate)")).map(
                JSONValue.number
            )
        case .frozen:
            clock["motion"] = "frozen"
        case .stepping(let milliseconds):
            clock["motion"] = "stepping"
            clock["milliseconds"] = .number(JSONNumber(milliseconds))
        }
        return .object(clock)
    }
}
