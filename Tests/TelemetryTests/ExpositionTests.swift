import CoreMetrics
import Telemetry
import Testing

@Suite struct ExpositionTests {
    @Test func `Every kind of metric is told in the text format, in a stable order`() {
        let metrics = PrometheusMetrics()
        metrics.describe("sent.messages", help: "Back\\slash and\nnew line")
        metrics.describe("latency", help: "Seconds", bounds: [1, 0.5, 1, .infinity])
        metrics.makeCounter(label: "sent.messages", dimensions: [("who", "a\"b\\c\nd"), ("le", "x")])
            .increment(by: 3)
        metrics.makeCounter(label: "sent.messages", dimensions: []).increment(by: -1)
        metrics.makeFloatingPointCounter(label: "units", dimensions: []).increment(by: 0.5)
        metrics.makeMeter(label: "depth", dimensions: []).decrement(by: 2)
        let timer = metrics.makeTimer(label: "latency", dimensions: [("action", "send")])
        for nanoseconds: Int64 in [500_000_000, 750_000_000, 2_000_000_000] {
            timer.recordNanoseconds(nanoseconds)
        }
        let expected = """
            # TYPE depth gauge
            depth -2
            # HELP latency Seconds
            # TYPE latency histogram
            latency_bucket{action="send",le="0.5"} 1
            latency_bucket{action="send",le="1"} 2
            latency_bucket{action="send",le="+Inf"} 3
            latency_sum{action="send"} 3.25
            latency_count{action="send"} 3
            # HELP sent_messages Back\\\\slash and\\nnew line
            # TYPE sent_messages counter
            sent_messages 0
            sent_messages{exported_le="x",who="a\\"b\\\\c\\nd"} 3
            # TYPE units counter
            units 0.5

            """
        #expect(String(decoding: metrics.exposition(), as: UTF8.self) == expected)
    }

    @Test func `Counters stay at the largest number and never go down`() {
        let metrics = PrometheusMetrics()
        let counter = metrics.makeCounter(label: "a", dimensions: [])
        counter.increment(by: .max)
        counter.increment(by: 5)
        let number = metrics.makeFloatingPointCounter(label: "b", dimensions: [])
        for amount in [2.5, -1, .nan, .infinity] { number.increment(by: amount) }
        let text = String(decoding: metrics.exposition(), as: UTF8.self)
        #expect(text.contains("\na \(Int64.max)\n"))
        #expect(text.contains("\nb 2.5\n"))
    }

    @Test func `A name that is used for two kinds becomes two names`() {
        let metrics = PrometheusMetrics()
        metrics.makeCounter(label: "x", dimensions: []).increment(by: 1)
        metrics.makeMeter(label: "x", dimensions: []).set(7.5)
        metrics.makeFloatingPointCounter(label: "x", dimensions: []).increment(by: 0.25)
        let text = String(decoding: metrics.exposition(), as: UTF8.self)
        #expect(text.contains("# TYPE x counter\nx 1\n"))
        #expect(text.contains("# TYPE x_gauge gauge\nx_gauge 7.5\n"))
        #expect(text.contains("x_float 0.25\n"))
    }

    @Test func `Series beyond the limit are counted in one`() {
        let metrics = PrometheusMetrics(seriesLimit: 2)
        for index in 0..<10 {
            metrics.makeCounter(label: "c", dimensions: [("n", "\(index)")]).increment(by: 1)
        }
        let text = String(decoding: metrics.exposition(), as: UTF8.self)
        #expect(text == "# TYPE c counter\nc{n=\"0\"} 1\nc{n=\"1\"} 1\nc{n=\"_overflow\"} 8\n")
    }

    @Test func `A destroyed series is told no more, and a factory knows nothing of another`() {
        let (one, other) = (PrometheusMetrics(), PrometheusMetrics())
        let counter = Counter(label: "c", dimensions: [], factory: one)
        counter.increment()
        #expect(other.exposition().isEmpty)
        counter.destroy()
        #expect(one.exposition().isEmpty)
    }

    @Test func `Nothing is lost when many tasks record at once`() async {
        let metrics = PrometheusMetrics()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<1_000 {
                        metrics.makeCounter(label: "c", dimensions: []).increment(by: 1)
                        metrics.makeTimer(label: "t", dimensions: []).recordNanoseconds(1_000_000_000)
                    }
                }
            }
        }
        let text = String(decoding: metrics.exposition(), as: UTF8.self)
        #expect(text.contains("\nc 16000\n"))
        #expect(text.contains("\nt_sum 16000\nt_count 16000\n"))
    }
}
