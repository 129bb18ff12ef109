import Conformance
import Contracts
import JSON
import Lambda
import Testing

@Suite("The validator of answers")
struct ResponseValidatorTests {
    /// An answer, and the rules and places that it breaks.
    struct Case: Sendable, CustomTestStringConvertible {
        let status: Int
        let body: String
        let contentType: [String]
        let origins: [String]
        let method: String
        let hasAction: Bool
        let expected: [String]

        init(
            _ status: Int,
            _ body: String,
            type contentType: String...,
            origins: [String] = ["*"],
            method: String = "POST",
            hasAction: Bool = true,
            breaks expected: [String] = []
        ) {
            self.status = status
            self.body = body
            self.contentType = contentType.isEmpty && !body.isEmpty ? ["application/json"] : contentType
            self.origins = origins
            self.method = method
            self.hasAction = hasAction
            self.expected = expected
        }

        var testDescription: String {
            "\(method) \(hasAction ? "do" : "-"): \(status) \(body) \(contentType) \(origins)"
        }

        var response: LambdaResponse {
            var headers = HeaderFields()
            for value in contentType { headers.append("content-type", value) }
            for value in origins { headers.append("access-control-allow-origin", value) }
            return LambdaResponse(status: status, headers: headers, body: Array(body.utf8))
        }
    }

    @Test(
        "says which rules an answer breaks, and where",
        arguments: [
            // Bodies of every kind, per status.
            Case(200, #"{"id": "a", "count": 1}"#),
            Case(200, #"{"id": "a", "count": 1}"#, type: "application/json; charset=utf-8"),
            Case(200, #"{"id": "a", "count": 1}"#, type: " Application/JSON ;charset=utf-8"),
            Case(200, #"{"count": 1}"#, breaks: ["success-shape missing ''"]),
            Case(200, #"{"id": 1}"#, breaks: ["success-shape type '/id'"]),
            Case(
                200,
                #"{"id": "a", "count": "7"}"#,
                breaks: ["success-shape type '/count'", "integers-exact type '/count'"]
            ),
            Case(
                200,
                #"{"id": "a", "count": 1.5}"#,
                breaks: ["success-shape type '/count'", "integers-exact type '/count'"]
            ),
            Case(200, #"{"id": "a", "count": true}"#, breaks: ["success-shape type '/count'"]),
            Case(200, #"{"id": "a", "more": 1}"#, breaks: ["success-shape extra '/more'"]),
            Case(200, "[]", breaks: ["success-shape type ''"]),
            Case(200, "", breaks: ["success-content-type header Content-Type", "success-shape syntax ''"]),
            Case(200, "not JSON", breaks: ["success-shape syntax ''"]),
            Case(201, #"["a", "b"]"#), Case(201, #"["a", 1]"#, breaks: ["success-shape type '/1'"]),
            Case(202, "7"), Case(202, "null"),
            Case(202, #""7""#, breaks: ["success-shape type ''", "integers-exact type ''"]),
            // No body.
            Case(204, ""), Case(204, "{}", breaks: ["success-shape extra ''"]),
            Case(203, ""), Case(203, "{}", breaks: ["success-shape extra ''"]),
            Case(304, ""), Case(304, "{}", breaks: ["success-shape extra ''"]),
            // Other content.
            Case(206, "a;b", type: "text/csv"), Case(206, "a;b", type: "text/csv; header=present"),
            Case(206, "a", type: "text/csv", breaks: ["success-shape value ''"]),
            Case(206, "a;b", type: "text/plain", breaks: ["success-content-type header Content-Type"]),
            Case(207, "anything", type: "application/pdf"),
            Case(208, #"{"id": "a"}"#, type: "application/problem+json"),
            Case(208, #"{}"#, type: "application/problem+json", breaks: ["success-shape missing ''"]),
            // Content types.
            Case(201, "[]", type: "text/html", breaks: ["success-content-type header Content-Type"]),
            Case(
                201,
                "[]",
                type: "application/json",
                "application/json",
                breaks: ["success-content-type header Content-Type"]
            ),
            Case(201, "[]", type: "application/jsonp", breaks: ["success-content-type header Content-Type"]),
            Case(201, "[]", type: "application/ json", breaks: ["success-content-type header Content-Type"]),
            // Redirects, listed and not.
            Case(303, #"{"next": "/a"}"#), Case(303, "{}", breaks: ["success-shape missing ''"]),
            Case(302, "", breaks: ["success-shape status"]),
            Case(226, "{}", breaks: ["success-shape status"]),
            Case(226, "{}", type: "text/html", breaks: ["success-shape status"]),
            // Failures, listed and not.
            Case(400, #"{"error": "no"}"#), Case(400, "{}", breaks: ["failure-shape missing ''"]),
            Case(
                400,
                "no",
                type: "text/plain",
                breaks: ["failure-content-type header Content-Type", "failure-shape syntax ''"]
            ),
            Case(404, #"{"gone": true}"#), Case(404, #"{"error": "no"}"#, breaks: ["do-gone missing ''"]),
            Case(409, ""), Case(409, #"{"error": "no"}"#),
            Case(409, "{}", breaks: ["failure-shape missing ''"]),
            Case(418, #"{"error": "no"}"#),
            Case(
                418,
                "",
                breaks: ["failure-content-type header Content-Type", "failure-shape syntax ''"]
            ),
            Case(500, #"{"error": "no"}"#, breaks: ["no-server-error status"]),
            Case(
                502,
                "oops",
                type: "text/plain",
                breaks: [
                    "no-server-error status", "failure-content-type header Content-Type",
                    "failure-shape syntax ''",
                ]
            ),
            // The platform's own.
            Case(413, "too large", type: "text/plain", origins: []), Case(414, "", origins: []),
            Case(431, "", origins: ["*", "*"]),
            // Origins.
            Case(204, "", origins: ["https://a.example.com"]),
            Case(204, "", origins: [], breaks: ["cors-one-origin header Access-Control-Allow-Origin"]),
            Case(
                204,
                "",
                origins: ["*", "*"],
                breaks: ["cors-one-origin header Access-Control-Allow-Origin"]
            ),
            Case(204, "", origins: ["*, *"], breaks: ["cors-one-origin header Access-Control-Allow-Origin"]),
            Case(204, "", origins: [""], breaks: ["cors-one-origin header Access-Control-Allow-Origin"]),
            // Methods that have no content of the action's.
            Case(200, "", method: "HEAD"), Case(404, "", method: "HEAD"),
            Case(500, "", method: "HEAD", breaks: ["no-server-error status"]),
            Case(204, "", method: "OPTIONS"), Case(200, "", method: "OPTIONS"),
            Case(
                403,
                "",
                method: "OPTIONS",
                breaks: ["failure-content-type header Content-Type", "failure-shape syntax ''"]
            ),
            // No action.
            Case(400, #"{"error": "no"}"#, hasAction: false),
            Case(404, "{}", hasAction: false, breaks: ["failure-shape missing ''"]),
            Case(200, "hello", type: "text/plain", hasAction: false),
        ]
    )
    func violations(_ item: Case) throws {
        let contract = try SampleContract.loaded()
        let action = item.hasAction ? contract.action(named: "do") : nil
        let found = ResponseValidator(contract).violations(of: item.response, to: item.method, of: action)
        let shown = found.flatMap { violation in
            violation.deviations.map { "\(violation.rule?.id ?? "-") \($0.kind.rawValue)\($0.place.shown)" }
        }
        #expect(shown == item.expected, "\(found.flatMap(\.deviations.lines))")
        #expect(found.allSatisfy { !$0.summary.isEmpty && !$0.deviations.isEmpty })
    }

    @Test("says what is wrong without a rule where the contract has none")
    func withoutRules() throws {
        let contract = try SampleContract.loaded(withRules: false)
        let action = contract.action(named: "do")
        let answer = Case(200, "[]", origins: []).response
        let found = ResponseValidator(contract).violations(of: answer, to: "POST", of: action)
        #expect(found.map(\.rule?.id) == [nil, nil])
    }

    @Test("keeps no large value and lists no more than ten places")
    func bounds() throws {
        let contract = try SampleContract.loaded()
        let action = contract.action(named: "do")
        let large = String(repeating: "a", count: 100_000)
        let answer = Case(202, "\"\(large)\"").response
        let validator = ResponseValidator(contract)
        let one = validator.violations(of: answer, to: "POST", of: action).first
        let deviation = try #require(one?.deviations.first)
        #expect(deviation.seen.text.utf8.count < 300)
        #expect(deviation.seen.value == nil)
        let numbers = "[" + Array(repeating: "1", count: 50).joined(separator: ",") + "]"
        let many = validator.violations(of: Case(201, numbers).response, to: "POST", of: action).first
        #expect(many?.deviations.count == 50)
        #expect(many?.deviations.lines.count == 11)
        #expect(many?.deviations.lines.last == "and 40 more")
    }
}

extension Deviation.Place {
    /// The place in a table of tests.
    fileprivate var shown: String {
        switch self {
        case .status, .exchange: ""
        case .header(let name): " \(name)"
        case .body(let pointer): " '\(pointer)'"
        }
    }
}
