import Contracts
import JSON

/// Answers the request.
struct AnswerInstruction: Instruction {
    /// The body; `nil` for none.
    let body: Expression?
    let status: Int
    let headers: [(name: String, value: Expression)]
    let location: SourceLocation

    init(_ step: AnswerStep, _ location: SourceLocation, _ compiler: inout BehaviourCompiler) {
        self.location = location
        status = step.status
        let response = compiler.action.responses[step.status]
        if case .constant(.null) = step.body.kind, response == nil || response?.schema == nil {
            body = nil
        } else {
            body = compiler.expression(step.body)
        }
        headers = compiler.members(step.headers)
    }

    func run(_ execution: Execution) async throws(Interruption) -> BehaviourAnswer? {
        var value = try body.map { (body) throws(Interruption) in try execution.value(of: body) ?? .null }
        if let page = execution.nextPage, let member = page.member, case .object(var object)? = value {
            object[member] = .string(page.cursor)
            value = .object(object)
        }
        var fields: [(name: String, value: String)] = []
        for (name, expression) in headers {
            switch try execution.value(of: expression) {
            case .string(let text)?: fields.append((name, text))
            case nil, .null?: continue
            case let other?: fields.append((name, other.compactText))
            }
        }
        execution.note(location, "answers \(status)")
        var answer = BehaviourAnswer(status: status, body: value, headers: fields)
        if let page = execution.nextPage, page.member == nil, let argument = page.argument {
            answer.next = (argument, page.cursor)
        }
        return answer
    }
}
