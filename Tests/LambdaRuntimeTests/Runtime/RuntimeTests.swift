import Foundation
import JSON
import Lambda
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import LambdaRuntime

@Suite("The runtime of a function", .timeLimit(.minutes(5)))
struct RuntimeTests {
    @Test("answers one event after the other, in the format of each")
    func answers() async throws {
        let log = LogLines()
        try await Self.run(Function { .init(status: 200, body: $0.body) }, log) { api async throws in
            for (number, kind) in (PlatformEvent.allCases + PlatformEvent.allCases).enumerated() {
                let request = LambdaRequest(method: "POST", body: Array("event \(number)".utf8))
                let outcome = await api.invoke(kind.event(of: request))
                #expect(kind.response(of: try outcome.payload).body == request.body)
            }
        }
        let ids = log.lines.filter { $0["status"] == 200 }.compactMap { $0["requestId"]?.stringValue }
        #expect(ids == ["request-1", "request-2", "request-3", "request-4"])
        #expect(log.lines.allSatisfy { $0["level"] == "INFO" && $0["timestamp"]?.stringValue != nil })
    }

    @Test("tells the function of the invocation")
    func invocation() async throws {
        let seen = Mutex<Invocation?>(nil)
        let function = Function { _ in
            seen.withLock { $0 = Invocation.current }
            return LambdaResponse(status: 204)
        }
        let headers: HeaderFields = [
            "Lambda-Runtime-Deadline-Ms": "1767225600500", "Lambda-Runtime-Trace-Id": "Root=1-2",
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:f",
        ]
        let log = LogLines()
        try await Self.run(function, log, headers: headers) { api async throws in
            _ = await api.invoke(PlatformEvent.functionURL.event(of: LambdaRequest(method: "GET")))
        }
        let noted = seen.withLock { $0 }
        let invocation = try #require(noted)
        #expect(invocation.requestID == "request-1" && invocation.traceID == "Root=1-2")
        #expect(invocation.functionARN == "arn:aws:lambda:eu-west-1:123456789012:function:f")
        #expect(invocation.secondsLeft(at: Date(timeIntervalSince1970: 1_767_225_600)) == 0.5)
        #expect(Invocation.current == nil)
        // The deadline is long past.
        let late = log.lines.filter { $0["level"] == "WARN" }
        #expect(late.count == 1 && late[0]["traceId"] == "Root=1-2")
    }

    @Test(
        "reports an event that is no HTTP request, and goes on",
        arguments: ["", "{", "[]", #"{"Records": []}"#, #"{"httpMethod": "POST", "body": 3}"#, "\u{0}"]
    )
    func malformed(event: String) async throws {
        let log = LogLines()
        try await Self.run(Function { _ in LambdaResponse(status: 200) }, log) { api async throws in
            guard case .error(let type, let body) = await api.invoke(Array(event.utf8)) else {
                Issue.record("it was answered")
                return
            }
            #expect(type == "Runtime.UnknownEvent" && body["errorType"] == "Runtime.UnknownEvent")
            #expect(body["errorMessage"]?.stringValue?.hasPrefix("the event") == true)
            #expect(body["stackTrace"] == [])
            let next = await api.invoke(PlatformEvent.functionURL.event(of: LambdaRequest(method: "GET")))
            #expect(try next.payload["statusCode"] == 200)
        }
        #expect(log.lines.contains { $0["level"] == "ERROR" && $0["requestId"] == "request-1" })
    }

    @Test("reports a function that gives no response, and goes on")
    func noResponse() async throws {
        let function = Function { (request) throws(EndpointError) in
            if request.path == "/bad" { throw .unreachable(reason: "the table is gone") }
            return LambdaResponse(status: 200)
        }
        try await Self.run(function) { api async throws in
            let bad = PlatformEvent.functionURL.event(of: LambdaRequest(method: "GET", path: "/bad"))
            guard case .error(let type, let body) = await api.invoke(bad) else {
                Issue.record("it was answered")
                return
            }
            #expect(type == "Function.NoResponse")
            #expect(body["errorMessage"]?.stringValue?.contains("the table is gone") == true)
            let good = await api.invoke(PlatformEvent.restAPI.event(of: LambdaRequest(method: "GET")))
            #expect(try good.payload["statusCode"] == 200)
        }
    }

    @Test(
        "sends a response up to the platform's limit, and a refusal in place of a longer one",
        arguments: [(0, 200), (1, 500)]
    )
    func size(more: Int, status: Int) async throws {
        let empty = LambdaResponse(status: 200).payload(.version2).count
        let length = LambdaRuntime.responseBytes - empty + more
        let function = Function { _ in
            LambdaResponse(status: 200, body: Array(repeating: UInt8(ascii: "a"), count: length))
        }
        try await Self.run(function) { api async throws in
            let event = PlatformEvent.functionURL.event(of: LambdaRequest(method: "GET"))
            let payload = try await api.invoke(event).payload
            #expect(payload["statusCode"]?.intValue == status)
            #expect(payload.serialized().count <= LambdaRuntime.responseBytes)
            if more > 0 { #expect(payload["body"]?.stringValue == "6291557 bytes are too many") }
        }
    }

    @Test("reports a response that is too long where its refusal is, too")
    func refusalSize() async throws {
        let long = Array(repeating: UInt8(ascii: "a"), count: LambdaRuntime.responseBytes)
        let function = Function(refusal: long) { _ in LambdaResponse(status: 200, body: long) }
        try await Self.run(function) { api async throws in
            let event = PlatformEvent.functionURL.event(of: LambdaRequest(method: "GET"))
            guard case .error(let type, _) = await api.invoke(event) else {
                Issue.record("it was answered")
                return
            }
            #expect(type == "Function.ResponseSizeTooLarge")
        }
    }

    @Test("says why it does not start, and ends with that error")
    func startError() async throws {
        struct Refusal: Error, CustomStringConvertible {
            let description = "service.json is missing"
        }
        try await RuntimeAPI.run { api, address in
            let runtime = LambdaRuntime(address: address, logger: LogLines().logger) { throw Refusal() }
            await #expect(throws: Refusal.self) { try await runtime.run() }
            guard case .error(let type, let body) = api.startError else {
                Issue.record("nobody was told")
                return
            }
            #expect(type == "Runtime.InitFailed")
            #expect(body["errorMessage"] == "service.json is missing")
        }
    }

    @Test("finishes the current invocation when it shall end, and takes no other")
    func shutdown() async throws {
        let (entered, enter) = AsyncStream<Void>.makeStream()
        let (left, leave) = AsyncStream<Void>.makeStream()
        let function = Function { _ in
            enter.yield()
            for await _ in left { break }
            return LambdaResponse(status: 200)
        }
        try await RuntimeAPI.run { api, address in
            let logger = LogLines().logger
            let runtime = LambdaRuntime(address: address, logger: logger) { function }
            let group = ServiceGroup(services: [runtime], logger: logger)
            async let end: Void = group.run()
            async let outcome = api.invoke(PlatformEvent.functionURL.event(of: LambdaRequest(method: "GET")))
            for await _ in entered { break }
            await group.triggerGracefulShutdown()
            leave.yield()
            #expect(try await outcome.payload["statusCode"] == 200)
            try await end
            #expect(!api.isAwaited)
        }
    }

    @Test("ends while it waits for an event")
    func idleShutdown() async throws {
        try await RuntimeAPI.run { api, address in
            let logger = LogLines().logger
            let runtime = LambdaRuntime(address: address, logger: logger) {
                Function { _ in LambdaResponse(status: 200) }
            }
            let group = ServiceGroup(services: [runtime], logger: logger)
            async let end: Void = group.run()
            while !api.isAwaited { try await Task.sleep(for: .milliseconds(1)) }
            await group.triggerGracefulShutdown()
            try await end
        }
    }

    @Test("ends with an error where nobody answers it")
    func noRuntimeAPI() async throws {
        let runtime = LambdaRuntime(address: "127.0.0.1:1", logger: LogLines().logger) {
            Function { _ in LambdaResponse(status: 200) }
        }
        let error = await #expect(throws: LambdaRuntimeError.self) { try await runtime.run() }
        #expect(error?.description.contains("did not answer next") == true)
    }

    @Test(
        "needs the address of the Runtime API",
        arguments: [
            (String?.none, "is not set"), ("", "is not set"), ("host/path", "is not HOST:PORT"),
            ("a b", "is not"),
        ]
    )
    func address(value: String?, reason: String) throws {
        let environment = value.map { ["AWS_LAMBDA_RUNTIME_API": $0] } ?? [:]
        let error = try #require(throws: LambdaRuntimeError.self) {
            try LambdaRuntime.address(in: environment)
        }
        #expect(error.description.contains(reason))
        #expect(
            try LambdaRuntime.address(in: ["AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001"]) == "127.0.0.1:9001"
        )
    }

    /// Runs a function while a body plays the platform, and ends it as the platform does.
    private static func run(
        _ function: Function,
        _ log: LogLines = LogLines(),
        headers: HeaderFields = HeaderFields(),
        _ body: (RuntimeAPI) async throws -> Void
    ) async throws {
        try await RuntimeAPI.run(headers: headers) { api, address in
            let runtime = LambdaRuntime(address: address, logger: log.logger) { function }
            let group = ServiceGroup(services: [runtime], logger: LogLines().logger)
            async let end: Void = group.run()
            try await body(api)
            await group.triggerGracefulShutdown()
            try await end
        }
    }
}

extension RuntimeAPI.Outcome {
    /// The payload of the response.
    var payload: JSONValue {
        get throws {
            guard case .response(let payload) = self else { throw Failed(outcome: "\(self)") }
            return payload
        }
    }

    struct Failed: Error {
        let outcome: String
    }
}
