import Tables
import Telemetry
import Testing

@Suite struct ServiceMetricsTests {
    private func text(_ metrics: ServiceMetrics) -> String {
        String(decoding: metrics.exposition(), as: UTF8.self)
    }

    private func exchange(
        _ action: String? = "chat/messages",
        status: Int = 200,
        session: String = "a",
        arguments: String = "id=1",
        isRead: Bool = true,
        tag: String? = nil,
        body: String = "{}",
        usage: CapacityUsage = CapacityUsage()
    ) -> ObservedExchange {
        ObservedExchange(
            session: session,
            action: action,
            isRead: isRead,
            arguments: arguments,
            status: status,
            entityTag: tag,
            requestBytes: 10,
            responseBody: Array(body.utf8),
            duration: .milliseconds(3),
            usage: usage
        )
    }

    @Test func `Answers are counted by action and class, with errors, throttles, bytes and duration`() {
        let metrics = ServiceMetrics(actions: ["chat/messages"])
        for status in [200, 404, 429, 500, 0] { metrics.record(exchange(status: status)) }
        let text = text(metrics)
        let counts = [("2xx", 1), ("4xx", 2), ("5xx", 2)]
        for (status, count) in counts {
            let labels = "action=\"chat/messages\",status=\"\(status)\""
            #expect(text.contains("understudy_requests_total{\(labels)} \(count)\n"))
        }
        #expect(text.contains("understudy_errors_total{action=\"chat/messages\"} 3\n"))
        #expect(text.contains("understudy_throttles_total{action=\"chat/messages\"} 1\n"))
        #expect(text.contains("understudy_request_bytes_total{action=\"chat/messages\"} 50\n"))
        #expect(text.contains("understudy_response_bytes_total{action=\"chat/messages\"} 10\n"))
        #expect(text.contains("_seconds_bucket{action=\"chat/messages\",le=\"0.0025\"} 0\n"))
        #expect(text.contains("_seconds_bucket{action=\"chat/messages\",le=\"0.005\"} 5\n"))
    }

    @Test func `The seconds by which a measure is late are a bound of its histogram`() {
        let metrics = ServiceMetrics(
            actions: ["chat/messages"],
            measures: ["latency": "Till it is seen."],
            thresholds: ["latency": 45]
        )
        var exchange = exchange()
        exchange.measured = [("latency", .seconds(44)), ("latency", .seconds(46))]
        metrics.record(exchange)
        metrics.setOldest(12.5, of: "latency")
        let text = text(metrics)
        #expect(text.contains("understudy_latency_seconds_bucket{le=\"30\"} 0\n"))
        #expect(text.contains("understudy_latency_seconds_bucket{le=\"45\"} 1\n"))
        #expect(text.contains("understudy_latency_seconds_bucket{le=\"60\"} 2\n"))
        #expect(text.contains("\nunderstudy_latency_oldest_seconds 12.5\n"))
    }

    @Test func `Times that end with a later request are histograms of their own, over seconds to weeks`() {
        let metrics = ServiceMetrics(actions: ["chat/messages"], measures: ["latency": "Till it is seen."])
        var exchange = exchange()
        exchange.measured = [("latency", .seconds(8)), ("latency", .seconds(172_800))]
        metrics.record(exchange)
        let text = text(metrics)
        #expect(text.contains("# HELP understudy_latency_seconds Till it is seen.\n"))
        #expect(text.contains("understudy_latency_seconds_bucket{le=\"5\"} 0\n"))
        #expect(text.contains("understudy_latency_seconds_bucket{le=\"10\"} 1\n"))
        #expect(text.contains("understudy_latency_seconds_bucket{le=\"259200\"} 2\n"))
        #expect(text.contains("understudy_latency_seconds_sum 172808\n"))
    }

    @Test func `Another contract's actions are counted by their names, and what was counted stays`() {
        let metrics = ServiceMetrics(actions: ["old"])
        metrics.record(exchange("old"))
        metrics.replace(actions: ["new"], measures: [:])
        metrics.record(exchange("new"))
        metrics.record(exchange("old"))
        for action in ["old", "new", "other"] {
            #expect(
                text(metrics).contains("understudy_requests_total{action=\"\(action)\",status=\"2xx\"} 1\n")
            )
        }
    }

    @Test func `A thousand unknown actions and sessions are one label`() {
        let metrics = ServiceMetrics(actions: ["chat/messages"])
        metrics.record(exchange("other-0"))
        let lines = text(metrics).split(separator: "\n").count
        for index in 1..<1_000 { metrics.record(exchange("other-\(index)", session: "s\(index)")) }
        #expect(text(metrics).split(separator: "\n").count == lines)
        #expect(text(metrics).contains("understudy_requests_total{action=\"other\",status=\"2xx\"} 1000\n"))
    }

    @Test func `A repeated read is new when its content or tag changed, and not when it is a 304`() {
        let metrics = ServiceMetrics(actions: ["chat/messages"])
        metrics.record(exchange(body: "1"))
        metrics.record(exchange(body: "1"))
        metrics.record(exchange(body: "2"))
        metrics.record(exchange(status: 304, body: ""))
        metrics.record(exchange(body: "2"))
        metrics.record(exchange(session: "b", body: "1"))
        metrics.record(exchange(arguments: "id=2", body: "1"))
        metrics.record(exchange(status: 500, body: "x"))
        metrics.record(exchange(isRead: false, body: "y"))
        metrics.record(exchange(arguments: "id=3", tag: "t", body: "1"))
        metrics.record(exchange(arguments: "id=3", tag: "t", body: "2"))
        #expect(text(metrics).contains("polls_total{action=\"chat/messages\",result=\"new\"} 1\n"))
        #expect(text(metrics).contains("polls_total{action=\"chat/messages\",result=\"same\"} 4\n"))
    }

    @Test func `A read that was forgotten counts as a first one again`() {
        let metrics = ServiceMetrics(actions: ["chat/messages"], rememberedReads: 2)
        metrics.record(exchange(arguments: "first"))
        for index in 0..<8 { metrics.record(exchange(arguments: "\(index)")) }
        metrics.record(exchange(arguments: "first"))
        #expect(text(metrics).contains("result=\"same\"} 0\n"))
        metrics.record(exchange(arguments: "first"))
        #expect(text(metrics).contains("result=\"same\"} 1\n"))
    }

    @Test func `Units of tables and indexes add up`() {
        var usage = CapacityUsage()
        usage.countRead(of: .init("Messages", index: "ByTime"), bytes: 5_000)
        usage.countRead(of: .init("Messages"), bytes: 1)
        let metrics = ServiceMetrics(actions: ["chat/messages"])
        for _ in 0..<3 { metrics.record(exchange(usage: usage)) }
        let name = "understudy_consumed_read_capacity_units_total"
        #expect(text(metrics).contains("\(name){index=\"ByTime\",table=\"Messages\"} 3\n"))
        #expect(text(metrics).contains("\(name){index=\"\",table=\"Messages\"} 1.5\n"))
    }

    @Test func `Requests under way are known, and the most of them`() {
        let metrics = ServiceMetrics(actions: ["chat/messages"])
        for _ in 0..<3 { metrics.begin() }
        metrics.abandon()
        metrics.record(exchange())
        #expect(text(metrics).contains("\nunderstudy_concurrent_executions 1\n"))
        #expect(text(metrics).contains("\nunderstudy_concurrent_executions_maximum 3\n"))
    }
}
