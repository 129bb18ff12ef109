import Lambda
import Telemetry

/// `metrics`: the service's metrics in Prometheus' text format.
struct MetricsResource: ControlResource {
    static let name = "metrics"
    static let isOfSession = false

    let metrics: ServiceMetrics

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        return ControlAnswer(
            response: LambdaResponse(
                status: 200,
                headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
                body: metrics.exposition()
            )
        )
    }
}
