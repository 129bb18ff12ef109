import Contracts
import Deployment
import Foundation
import HTTPEndpoint
import JSON
import Lambda
import Tables
import TestSupport
import Testing
import Yams

@Suite("The alarms of a contract", .timeLimit(.minutes(5)))
struct AlarmTests {
    @Test("are a template that cfn-lint accepts", .needs(.cfnLint), arguments: ExampleContract.allCases)
    func template(example: ExampleContract) async throws {
        let text = CloudWatchAlarms(try example.load()).json.prettyText()
        let result = try await Checker.cfnLint.lint(text)
        #expect(result.code == 0, "\(result.text)")
    }

    @Test("are rules that promtool accepts", .needs(.promtool), arguments: ExampleContract.allCases)
    func rules(example: ExampleContract) async throws {
        let text = PrometheusRules(try example.load()).text
        let result = try await Checker.promtool.check(["rules.yaml": text], ["check", "rules", "rules.yaml"])
        #expect(result.code == 0, "\(result.text)\n\(text)")
        #expect(result.text.contains("\(try Self.rules(in: text).count) rules found"), "\(result.text)")
        let broken = text.replacing("histogram_quantile(0.95,", with: "histogram_quantile(0.95")
        #expect(
            try await Checker.promtool.check(["rules.yaml": broken], ["check", "rules", "rules.yaml"]).code
                != 0
        )
    }

    @Test(
        "go off, as rules, for a message that waits too long and for one that has waited too long",
        .needs(.promtool)
    )
    func goesOff() async throws {
        let summary = "A message was not seen for over 30 seconds."
        let late = "exp_alerts: [{exp_labels: {severity: warning}, exp_annotations: {summary: \(summary)}}]"
        // A sample every 15 seconds: the fifth message that is seen is late, later ones are not.
        let tests = """
            rule_files: [rules.yaml]
            evaluation_interval: 15s
            tests:
            - interval: 15s
              input_series:
              - {series: understudy_message_latency_oldest_seconds, values: '0 15 30 45 0x20'}
              alert_rule_test:
              - {eval_time: 30s, alertname: MessageUnseen}
              - {eval_time: 45s, alertname: MessageUnseen, \(late)}
              - {eval_time: 60s, alertname: MessageUnseen}
            - interval: 15s
              input_series:
              - {series: understudy_message_latency_seconds_count, values: '3 3 4 5 9x40'}
              - {series: 'understudy_message_latency_seconds_bucket{le="30"}', values: '2 2 3 3 7x40'}
              alert_rule_test:
              - {eval_time: 30s, alertname: MessageUnseen}
              - {eval_time: 45s, alertname: MessageUnseen, \(late)}
              - {eval_time: 9m, alertname: MessageUnseen}
            """
        let files = [
            "rules.yaml": PrometheusRules(try ExampleContract.shipped.load()).text, "tests.yaml": tests,
        ]
        let result = try await Checker.promtool.check(files, ["test", "rules", "tests.yaml"])
        #expect(result.code == 0, "\(result.text)")
    }

    @Test("have the names and limits that the measures say")
    func measures() throws {
        let contract = try ExampleContract.shipped.load()
        let alarms = try #require(CloudWatchAlarms(contract).json["Resources"])
        let names = alarms.objectValue?.names ?? []
        #expect(
            names.filter { !$0.hasPrefix("TableThrottles") }
                == ["Throttles", "FunctionErrors", "SlowRequests", "MessageUnseen", "LeadUndecided"]
        )
        let unseen = alarms["MessageUnseen"]?["Properties"]
        #expect(unseen?["Threshold"] == 30 && unseen?["MetricName"] == "message_latency_seconds")
        #expect(unseen?["Dimensions"] == [["Name": "Service", "Value": "support-and-affiliates"]])
        #expect(alarms["LeadUndecided"]?["Properties"]?["Threshold"] == 300)
        #expect(alarms["SlowRequests"]?["Properties"]?["Threshold"] == 1_000)
        let rules = try Self.rules(in: PrometheusRules(contract).text)
        #expect(
            rules.map { $0.alert } == [
                "Throttles", "FunctionErrors", "SlowRequests", "MessageUnseen", "LeadUndecided",
            ]
        )
        #expect(rules[3].expression.contains("message_latency_oldest_seconds) > 30 or"))
        #expect(rules[2].expression.hasSuffix("> 1"))

        let none = CloudWatchAlarms(contract.with(service: { $0.measures = [] })).json["Resources"]
        #expect(none?["MessageUnseen"] == nil && none?["Throttles"] != nil)
    }

    @Test("watch each table and index")
    func tables() throws {
        let contract = try ExampleContract.shipped.load()
        let alarms = try #require(CloudWatchAlarms(contract).json["Resources"]?.objectValue)
        let metrics = alarms.members.flatMap { $0.value["Properties"]?["Metrics"]?.arrayValue ?? [] }
            .compactMap { $0["MetricStat"]?["Metric"]?["Dimensions"]?.arrayValue }
        let watched = Set(metrics.map { $0.compactMap { $0["Value"]?.stringValue }.joined(separator: "/") })
        let expected = contract.tables.flatMap { table in
            [table.name] + table.definition.indexes.map { "\(table.name)/\($0.name)" }
        }
        #expect(watched == Set(expected))
    }

    @Test("read metrics that the mock has")
    func metrics() async throws {
        let text = PrometheusRules(try ExampleContract.shipped.load()).text
        let names = Set(text.matches(of: /understudy_\w+/).map { String($0.output) })
        #expect(names.count > 5)
        try await MockProcess.run { url in
            let endpoint = HTTPEndpoint(try EndpointURL(url))
            let body: JSONValue = ["user_id": "u", "store_url": "https://a.example.com", "message": "Hi"]
            let sent = try await endpoint.send(
                LambdaRequest(method: "POST", path: "/chat/send", body: body.serialized())
            )
            let conversation = try #require(try JSONValue(parsing: sent.body)["conversation_id"]?.stringValue)
            // It waits now, and is late in half a minute.
            let clock = LambdaRequest(
                method: "POST",
                path: "/__understudy/clock",
                body: Array(#"{"advance": 31000, "motion": "frozen"}"#.utf8)
            )
            _ = try await endpoint.send(clock)
            let metrics = LambdaRequest(method: "GET", path: "/__understudy/metrics")
            let waiting = String(decoding: try await endpoint.send(metrics).body, as: UTF8.self)
            let gauge = try #require(
                waiting.firstMatch(of: /\nunderstudy_message_latency_oldest_seconds (?<seconds>[\d.]+)\n/)
            )
            #expect(try #require(Double(gauge.output.seconds)) >= 31)
            let read = LambdaRequest(
                method: "GET",
                path: "/chat/messages",
                rawQuery: "conversation_id=\(conversation)"
            )
            _ = try await endpoint.send(read)
            try await Self.decideLead(endpoint)
            let seen = String(decoding: try await endpoint.send(metrics).body, as: UTF8.self)
            await endpoint.shutdown()
            #expect(seen.contains("\nunderstudy_message_latency_oldest_seconds 0\n"))
            #expect(seen.contains("understudy_message_latency_seconds_bucket{le=\"30\"} 0\n"))
            #expect(seen.contains("understudy_message_latency_seconds_count 1\n"))
            for name in names { #expect(seen.contains("\n\(name)"), "there is no \(name)") }
        }
    }

    @Test("are written by the program")
    func command() async throws {
        let arguments = ["export", "alarms", "--contracts", ExampleContract.shipped.path]
        let template = try await Program.run(arguments)
        let contract = try ExampleContract.shipped.load()
        #expect(try JSONValue(parsing: Array(template.output.utf8)) == CloudWatchAlarms(contract).json)
        let rules = try await Program.run(arguments + ["--format", "prometheus"])
        #expect(rules.output == PrometheusRules(contract).text)
    }

    private static func decideLead(_ endpoint: HTTPEndpoint) async throws {
        func post(_ action: String, _ body: JSONValue) async throws -> JSONValue {
            let request = LambdaRequest(method: "POST", path: "/\(action)", body: body.serialized())
            return try JSONValue(parsing: try await endpoint.send(request).body)
        }
        let link = try await post(
            "affiliate/create-link",
            ["affiliate_id": "a", "affiliate_email": "a@example.com", "store_url": "https://a.example.com"]
        )
        let data: JSONValue = ["name": "Mira Holt", "email": "mira@example.com"]
        let lead = try await post(
            "affiliate/submit-lead",
            ["link_id": try #require(link["link_id"]), "lead_data": data]
        )
        let decision: JSONValue = ["lead_id": try #require(lead["lead_id"]), "status": "reject"]
        _ = try await post("admin/approve-lead", decision)
    }

    private static func rules(in text: String) throws -> [(alert: String, expression: String)] {
        var rules: [(alert: String, expression: String)] = []
        for group in try #require(try Yams.compose(yaml: text)?["groups"]?.array()) {
            for rule in try #require(group["rules"]?.array()) {
                let alert = try #require(rule["alert"]?.string)
                rules.append((alert, try #require(rule["expr"]?.string)))
            }
        }
        return rules
    }
}
