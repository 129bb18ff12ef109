import JSON
import LambdaRuntime
import Logging
import Testing

@Suite("A line of a function's log")
struct JSONLogHandlerTests {
    @Test("is one JSON object, whatever is said")
    func object() throws {
        let log = LogLines()
        var logger = log.logger
        logger[metadataKey: "service"] = "notes"
        logger.warning(
            "two\nlines \"quoted\" \u{1}",
            metadata: [
                "count": .stringConvertible(3), "share": .stringConvertible(0.5),
                "isLate": .stringConvertible(true),
                "names": ["a", "b"], "nested": ["x": "y"], "message": "not this one",
            ]
        )
        let line = try #require(log.lines.first)
        #expect(line["message"] == "two\nlines \"quoted\" \u{1}" && line["level"] == "WARN")
        #expect(line["count"] == 3 && line["isLate"] == true && line["service"] == "notes")
        #expect(line["share"]?.numberValue?.doubleValue == 0.5)
        #expect(line["names"] == ["a", "b"] && line["nested"] == ["x": "y"])
        #expect(line["requestId"] == nil)
        let time = try #require(line["timestamp"]?.stringValue)
        #expect(time.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/), "\(time)")
    }

    @Test("has the name of its level that the platform knows")
    func levels() {
        let log = LogLines()
        var logger = log.logger
        logger.logLevel = .trace
        for level in Logger.Level.allCases { logger.log(level: level, "x") }
        let names = log.lines.compactMap { $0["level"]?.stringValue }
        #expect(names == ["TRACE", "DEBUG", "INFO", "INFO", "WARN", "ERROR", "FATAL"])
    }
}
