import Contracts
import Foundation
import JSON
import Lambda
import Synchronization
import TestSupport

/// The project's own contract.
enum Project {
    static func contract() throws -> Contract { try loaded.get() }

    private static let loaded = Result { try ContractFolder.load(ProjectFolder.contracts) }
}

/// An endpoint that always gives the same answer and remembers what it was asked.
final class StubEndpoint: Endpoint {
    private let response: LambdaResponse
    private let received = Mutex<[LambdaRequest]>([])

    var requests: [LambdaRequest] { received.withLock { $0 } }

    init(_ response: LambdaResponse) {
        self.response = response
    }

    /// Answers with a JSON body and what every answer needs.
    convenience init(_ status: Int, _ body: JSONValue) {
        self.init(
            LambdaResponse(
                status: status,
                headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*"],
                body: body.serialized()
            )
        )
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        received.withLock { $0.append(request) }
        return response
    }
}

extension LambdaRequest {
    static func get(_ query: String) -> LambdaRequest {
        LambdaRequest(method: "GET", rawQuery: query)
    }

    static func post(_ body: JSONValue, query: String = "") -> LambdaRequest {
        LambdaRequest(method: "POST", rawQuery: query, body: body.serialized())
    }
}
