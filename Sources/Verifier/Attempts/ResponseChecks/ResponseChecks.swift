import Conformance
import Contracts
import JSONSchema
import Lambda
import VerifierEvents

/// Checks that every response allows exactly one origin.
struct OriginCheck: AnswerCheck {
    let validator: ResponseValidator

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        exchange.response.isFromPlatform ? nil : AnswerCases.origins
    }

    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation] {
        validator.originViolations(of: exchange.response)
    }
}

/// Checks that no request, however malformed, is answered with a 5xx; once is enough.
struct ServerErrorCheck: AnswerCheck {
    let validator: ResponseValidator
    var isCertain: Bool { true }

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        AnswerCases.serverErrors(of: action)
    }

    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation] {
        validator.statusViolations(of: exchange.response)
    }
}

/// Checks that every response has the status, media type and body of the contract.
struct ContentCheck: AnswerCheck {
    let validator: ResponseValidator

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        guard validator.judgesContent(of: exchange.response, to: exchange.request.method, of: action) else {
            return nil
        }
        return AnswerCases.content(of: exchange, for: action)
    }

    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation] {
        validator.headerViolations(of: exchange.response, to: exchange.request.method, of: action)
            + validator.contentViolations(
                of: exchange.response,
                to: exchange.request.method,
                of: action,
                body: ResponseBody(
                    value: exchange.json,
                    problem: exchange.problem,
                    errors: exchange.output?.errors
                )
            )
    }
}
