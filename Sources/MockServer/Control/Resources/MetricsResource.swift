import Contracts
import Lambda
import Sessions
import Telemetry

/// `metrics`: the service's metrics in Prometheus' text format.
struct MetricsResource: ControlResource {
    static let name = "metrics"
    static let isOfSession = false

    let metrics: ServiceMetrics
    let registry: SessionRegistry
    let contract: CurrentContract

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        let sessions = registry.sessions
        for measure in contract.contract.service.measures {
            let oldest = sessions.compactMap { $0.longestWait(for: measure.name) }.max() ?? 0
            metrics.setOldest(Double(oldest) / 1_000, of: measure.name)
        }
        return ControlAnswer(
            response: LambdaResponse(
                status: 200,
                headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
                body: metrics.exposition()
            )
        )
    }
}
