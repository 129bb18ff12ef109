import Contracts
import JSON
import Lambda
import Synchronization

/// An endpoint that after every write measures the first page of each list that all callers share.
final class PageRecorder: Endpoint {
    private let endpoint: any Endpoint
    private let contract: Contract
    private let pages: [LambdaRequest]
    private let state = Mutex((largest: 0, largestRequest: "", writes: [(name: String, bytes: Int)]()))

    init(_ endpoint: any Endpoint, _ contract: Contract) {
        self.endpoint = endpoint
        self.contract = contract
        pages = contract.actions.filter { $0.method == "GET" }.flatMap { action -> [LambdaRequest] in
            let isShared = action.responses[200]?.source?["properties"]?.objectValue?.contains { member in
                member.value["understudy"]?["list"]?["scope"] == "shared"
            }
            guard isShared == true else { return [] }
            let statuses = action.request.source["properties"]?["status"]?["enum"]?.arrayValue ?? []
            return (statuses.compactMap(\.stringValue).map { "&status=\($0)" } + [""]).map {
                LambdaRequest(
                    method: "GET",
                    path: "/",
                    rawQuery: "action=\(action.name)\($0)",
                    headers: ["Authorization": ""]
                )
            }
        }
    }

    /// The size of the largest first page so far, in bytes, and the query that it answered.
    var largest: (bytes: Int, query: String) { state.withLock { ($0.largest, $0.largestRequest) } }

    /// The action and the size of each write's body.
    var writes: [(name: String, bytes: Int)] { state.withLock(\.writes) }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let response = try await endpoint.send(request)
        guard request.method != "GET", request.method != "HEAD", request.method != "OPTIONS" else {
            return response
        }
        let name = (try? JSONValue(parsing: request.body))?["action"]?.stringValue ?? "?"
        state.withLock { $0.writes.append((name, request.body.count)) }
        for page in pages {
            let answer = try await endpoint.send(page)
            state.withLock { state in
                guard answer.body.count > state.largest else { return }
                state.largest = answer.body.count
                state.largestRequest = page.rawQuery
            }
        }
        return response
    }
}
