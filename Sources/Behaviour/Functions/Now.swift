import Contracts
import JSON

/// `$now`: the time of the request, not before or after another time.
struct Now: Function {
    let after: Expression?
    let notBefore: Expression?
    let unit: TimeUnit
    let location: SourceLocation

    func value(in execution: Execution) throws(Interruption) -> JSONValue? {
        var time = execution.now - execution.now % unit.step
        if let after, let bound = try milliseconds(after, execution), bound >= time {
            time = bound + unit.step
        }
        if let notBefore, let bound = try milliseconds(notBefore, execution) { time = max(time, bound) }
        return unit.value(time)
    }

    private func milliseconds(_ expression: Expression, _ execution: Execution) throws(Interruption) -> Int? {
        guard let value = try execution.value(of: expression), !value.isNull else { return nil }
        guard let time = unit.milliseconds(of: value) else {
            throw .failed("\(value.compactText.prefix(40)) is no time in \(unit.rawValue)", at: location)
        }
        return time
    }
}

extension UTF8 {
    /// The number of bytes of a scalar.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x1_0000: 3
        default: 4
        }
    }
}
