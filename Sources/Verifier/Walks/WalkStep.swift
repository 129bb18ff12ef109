import Contracts
import JSON

/// A symbolic value of a walk's request, with the same meaning in every attempt of the walk.
indirect enum WalkValue: Sendable, Hashable {
    /// The value itself.
    case literal(JSONValue)
    /// A text that begins with the number of the repetition.
    case numbered(String)
    /// An id that the client chooses; every attempt adds its own prefix.
    case client(String)
    /// An unused id of the service's kind.
    case unknown(String)
    /// The id at a place in the oracle's response to an earlier step.
    case made(step: Int, pointer: JSONPointer)
    /// An object of symbolic values.
    case object([WalkMember])

    /// The steps whose responses it needs.
    var sources: Set<Int> {
        switch self {
        case .made(let step, _): [step]
        case .object(let members): members.reduce(into: []) { $0.formUnion($1.value.sources) }
        case .literal, .numbered, .client, .unknown: []
        }
    }
}

/// A named value of a walk's request.
struct WalkMember: Sendable, Hashable {
    var name: String
    var value: WalkValue
}

/// A request of a walk, as data: it can be run again, left out, shrunk, and written down.
struct WalkStep: Sendable, Hashable {
    /// The step's name, for others that need its response; it is stable when earlier steps are left out.
    var id: Int
    /// The action's name.
    var action: String
    /// The arguments.
    var arguments: [WalkMember]
    /// The wire form's name; the canonical one when `nil`.
    var form: String?
    /// The number of requests, sent in sequence.
    var times = 1
    /// The batch number of steps that are sent concurrently, which are adjacent; `nil` for others.
    var batch: Int?

    /// The steps whose responses it needs.
    var sources: Set<Int> {
        arguments.reduce(into: []) { $0.formUnion($1.value.sources) }
    }

    /// Returns the argument of a name.
    subscript(name: String) -> WalkValue? {
        arguments.first { $0.name == name }?.value
    }
}

/// A sequence of requests; the responses depend on the earlier ones.
struct RandomWalk: Sendable, Hashable {
    /// The requests in order.
    var steps: [WalkStep]

    /// The steps in order, with concurrent ones grouped.
    var moves: [[WalkStep]] {
        var moves: [[WalkStep]] = []
        for step in steps {
            if let batch = step.batch, moves.last?.first?.batch == batch {
                moves[moves.count - 1].append(step)
            } else {
                moves.append([step])
            }
        }
        return moves
    }
}
