import Contracts
import JSON

/// A compiled value.
indirect enum Expression: Sendable {
    /// A part of a text.
    enum Part: Sendable {
        case text(String)
        case value(Expression)
    }

    case constant(JSONValue)
    case argument(String, JSONPointer)
    case arguments(JSONPointer)
    case slot(Int, JSONPointer)
    case now(TimeUnit)
    case text([Part], SourceLocation)
    case object([(name: String, value: Expression)])
    case array([Expression])
    case function(any Function)

    /// The value, when it is the same for every request.
    var constant: JSONValue? {
        if case .constant(let value) = self { value } else { nil }
    }
}

/// A compiled function.
protocol Function: Sendable {
    /// Computes the result; `nil` for an absent one.
    func value(in execution: Execution) throws(Interruption) -> JSONValue?
}

extension Execution {
    /// Computes a value; `nil` for an absent one.
    ///
    /// - Complexity: O(*n*) in the size of the expression, and in what its functions read.
    func value(of expression: Expression) throws(Interruption) -> JSONValue? {
        switch expression {
        case .constant(let value):
            return value
        case .argument(let name, let pointer):
            guard let value = arguments[name] else { return nil }
            return pointer.isRoot ? value : value[pointer]
        case .arguments(let pointer):
            return JSONValue.object(arguments)[pointer]
        case .slot(let slot, let pointer):
            guard let value = slots[slot] else { return nil }
            return pointer.isRoot ? value : value[pointer]
        case .now(let unit):
            return unit.value(now)
        case .text(let parts, let location):
            return .string(try text(of: parts, location))
        case .object(let members):
            return .object(try object(of: members))
        case .array(let elements):
            var values: [JSONValue] = []
            values.reserveCapacity(elements.count)
            for element in elements {
                if let value = try value(of: element) { values.append(value) }
            }
            return .array(values)
        case .function(let function):
            return try function.value(in: self)
        }
    }

    /// Computes an object; members whose value is absent are left out.
    func object(of members: [(name: String, value: Expression)]) throws(Interruption) -> JSONObject {
        var values: [JSONMember] = []
        values.reserveCapacity(members.count)
        for member in members {
            guard let value = try value(of: member.value) else { continue }
            values.append(JSONMember(name: member.name, value: value))
        }
        return JSONObject(values)
    }

    private func text(
        of parts: [Expression.Part],
        _ location: SourceLocation
    ) throws(Interruption) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .text(let run):
                text += run
            case .value(let expression):
                switch try value(of: expression) {
                case .string(let string)?: text += string
                case .number(let number)?: text += number.text
                case .bool(let bool)?: text += bool ? "true" : "false"
                case nil: throw .failed("a value inside the text is absent", at: location)
                case let other?:
                    throw .failed("\(other.typeName) cannot stand inside a text", at: location)
                }
            }
        }
        return text
    }
}
