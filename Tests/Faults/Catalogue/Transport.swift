import JSON
import Lambda

extension Catalogue {
    static let transportRouting: [Fault] = [
        fault(
            "the path matters",
            .instead { call, _ in call.request.path == "/" ? nil : Answer.failure(404) }
        ),
        fault(
            "a plus stays a plus",
            .request { $0.request.rawQuery = $0.request.rawQuery.replacing("+", with: "%2B") }
        ),
        fault("percent signs are decoded twice", .request { $0.decodeTwice() }),
        fault(
            "an empty optional parameter is refused",
            .instead { call, _ in
                call.request.rawQuery.contains("=&") || call.request.rawQuery.hasSuffix("=")
                    ? Answer.failure(400) : nil
            }
        ),
        fault("a repeated parameter is a 500", .answer { if $0.call.repeatsParameter { $0.fail(500) } }),
        fault(
            "a body on a GET is refused",
            .answer { if $0.isRead, !$0.call.request.body.isEmpty { $0.fail(400) } }
        ),
        fault("HEAD is a 405", .answer { if $0.call.request.method == "HEAD" { $0.fail(405) } }),
        fault(
            "no action is a success",
            .answer { if $0.call.action == nil { $0.response = Answer.json(["ok": true]) } }
        ),
        fault(
            "no action is a 404",
            .answer { if $0.call.action == nil, $0.response.status == 400 { $0.fail(404) } }
        ),
        fault(
            "an unknown action is a success",
            .answer { if $0.isUnknownAction { $0.response = Answer.json([:]) } }
        ),
        fault(
            "an unknown action is a 400",
            advisory: true,
            .answer { if $0.isUnknownAction { $0.fail(400) } }
        ),
        fault("an unknown action is a 500", .answer { if $0.isUnknownAction { $0.fail(500) } }),
        fault("writes are done by GET too", .request { $0.postWhatCameByGet() }),
        fault(
            "a wrong method is a 400",
            advisory: true,
            .answer { if $0.response.status == 405 { $0.fail(400) } }
        ),
        fault(
            "the refusal of a wrong method has no Allow",
            advisory: true,
            .answer { $0.response.headers["Allow"] = nil }
        ),
        fault(
            "PUT is taken as POST",
            .request { if $0.request.method == "PUT" { $0.request.method = "POST" } }
        ),
        fault("DELETE is a 500", .answer { if $0.call.request.method == "DELETE" { $0.fail(500) } }),
        fault("the body's action wins", .request { $0.preferBodyAction() }),
        fault(
            "an empty action in the query hides the body's",
            .answer {
                if $0.call.request.rawQuery.contains("action=&")
                    || $0.call.request.rawQuery.hasSuffix("action=")
                {
                    $0.fail(400)
                }
            }
        ),
        fault(
            "unknown parameters are refused",
            .answer { if $0.isRead, $0.succeeded, $0.call.hasUnknownParameter { $0.fail(400) } }
        ),
    ]

    static let transportBodies: [Fault] = [
        fault(
            "base64 bodies are not decoded",
            .answer { if $0.call.isBinary { $0.fail(400, "Unexpected token") } }
        ),
        fault(
            "text/plain is refused",
            .answer {
                if $0.call.request.headers["Content-Type"]?.hasPrefix("text/plain") == true { $0.fail(415) }
            }
        ),
        fault("a body that is not JSON is a 500", .answer { if $0.call.isMalformed { $0.fail(500) } }),
        fault(
            "a body that is not JSON is a success",
            .answer { if $0.call.isMalformed { $0.response = Answer.json(["success": true]) } }
        ),
        fault(
            "a body that is not JSON is a 422",
            advisory: true,
            .answer { if $0.call.isMalformed { $0.fail(422) } }
        ),
        fault("the last of two equal members is taken", advisory: true, .request { $0.keepLastMember() }),
        fault(
            "a body of 7 MB is taken",
            .instead { call, _ in call.request.body.count > 6_291_456 ? Answer.json(["success": true]) : nil }
        ),
        fault("a body of 7 MB is a 400", .answer { if $0.response.status == 413 { $0.fail(400) } }),
        fault(
            "members that nobody knows are refused",
            .answer { if $0.succeeded, $0.call.hasUnknownMember { $0.fail(400) } }
        ),
        fault("a deep member is refused", .answer { if $0.succeeded, $0.call.depth > 16 { $0.fail(400) } }),
        fault("a body too deep is a 500", .answer { if $0.call.depth > 512 { $0.fail(500) } }),
        fault(
            "a body too deep is a success",
            .answer { if $0.call.depth > 512 { $0.response = Answer.json(["success": true]) } }
        ),
        fault("a body that is not UTF-8 is mended", .request { $0.mendUTF8() }),
        fault("half a surrogate pair is mended", .request { $0.mendSurrogates() }),
        fault(
            "a body that is a list is a 500",
            .answer { if $0.call.request.body.first == UInt8(ascii: "[") { $0.fail(500) } }
        ),
        fault("control characters are dropped", .request { $0.dropControls() }),
        fault(
            "multipart is refused",
            .answer {
                if $0.call.request.headers["Content-Type"]?.hasPrefix("multipart") == true { $0.fail(415) }
            }
        ),
        fault(
            "a byte order mark is a 500",
            .answer { if $0.call.request.body.starts(with: [0xEF, 0xBB, 0xBF]) { $0.fail(500) } }
        ),
        fault(
            "a body is unpacked that is said to be compressed",
            .answer { if $0.call.request.headers["Content-Encoding"] != nil { $0.fail(500) } }
        ),
        fault(
            "a member of every object is a 500",
            .answer {
                if String(decoding: $0.call.request.body, as: UTF8.self).contains("__proto__") {
                    $0.fail(500)
                }
            }
        ),
        fault(
            "a NUL in a query is a 500",
            .answer { if $0.call.request.rawQuery.contains("%00") { $0.fail(500) } }
        ),
        fault(
            "a broken percent sign is a 500",
            .answer { if $0.call.request.rawQuery.contains("%zz") { $0.fail(500) } }
        ),
        fault(
            "a write by HEAD is a 500",
            .answer {
                if $0.call.request.method == "HEAD", $0.call.request.rawQuery.contains("create-link") {
                    $0.fail(500)
                }
            }
        ),
    ]

    static let transportAnswers: [Fault] = [
        fault(
            "failures have no CORS header",
            .answer { if !$0.succeeded { $0.response.headers["Access-Control-Allow-Origin"] = nil } }
        ),
        fault(
            "successes have no CORS header",
            .answer { if $0.succeeded { $0.response.headers["Access-Control-Allow-Origin"] = nil } }
        ),
        fault(
            "the CORS header is sent twice",
            .answer { $0.response.headers.append("Access-Control-Allow-Origin", "*") }
        ),
        fault(
            "the CORS header lists two origins",
            .answer {
                $0.response.headers["Access-Control-Allow-Origin"] =
                    "https://a.example.com, https://b.example.com"
            }
        ),
        fault("OPTIONS is a 404", .answer { if $0.isPreflight { $0.fail(404) } }),
        fault(
            "OPTIONS does not allow POST",
            .answer { if $0.isPreflight { $0.response.headers["Access-Control-Allow-Methods"] = "GET" } }
        ),
        fault(
            "OPTIONS does not allow Content-Type",
            .answer {
                if $0.isPreflight { $0.response.headers["Access-Control-Allow-Headers"] = "Authorization" }
            }
        ),
        fault(
            "OPTIONS does not allow Authorization",
            advisory: true,
            .answer {
                if $0.isPreflight { $0.response.headers["Access-Control-Allow-Headers"] = "Content-Type" }
            }
        ),
        fault(
            "ETag is not exposed",
            advisory: true,
            .answer { $0.response.headers["Access-Control-Expose-Headers"] = nil }
        ),
        fault(
            "successes are text/plain",
            .answer { if $0.succeeded { $0.response.headers["Content-Type"] = "text/plain" } }
        ),
        fault(
            "failures are HTML",
            .answer {
                if !$0.succeeded, !$0.isPreflight {
                    $0.response.headers["Content-Type"] = "text/html"; $0.response.body = Array("<html>".utf8)
                }
            }
        ),
        fault("error is called message", .answer { $0.editFailure { $0.rename("error", to: "message") } }),
        fault("error is an object", .answer { $0.editFailure { $0["error"] = ["code": 1] } }),
        fault("error is empty", .answer { $0.editFailure { $0["error"] = "" } }),
        fault("failures say success", .answer { $0.editFailure { $0["success"] = true } }),
        fault(
            "failures show a stack trace",
            .answer {
                $0.editFailure {
                    $0["error"] =
                        "TypeError: x\n    at handler (/var/task/index.js:10:5)\n    at process (node:internal:95:5)"
                }
            }
        ),
        fault("successes are 201", .answer { if $0.succeeded { $0.response.status = 201 } }),
        fault(
            "successes are wrapped in data",
            .answer {
                if $0.succeeded, !$0.isPreflight {
                    $0.response.body = JSONValue.object(["data": .object($0.body)]).serialized()
                }
            }
        ),
        fault(
            "successes are arrays",
            .answer {
                if $0.succeeded, !$0.isPreflight {
                    $0.response.body = JSONValue.array([.object($0.body)]).serialized()
                }
            }
        ),
        fault(
            "failures are 200",
            .answer { if (400..<500).contains($0.response.status) { $0.response.status = 200 } }
        ),
    ]

    private static func fault(_ name: String, advisory: Bool = false, _ injection: InjectionPoint) -> Fault {
        Fault("transport", name, advisory: advisory, injection)
    }
}
