import Foundation
import JSON
public import Logging

/// Writes a log line as one JSON object: `timestamp`, `level`, `message`, `requestId` and `traceId` of the invocation, and the
/// line's own metadata as members.
///
/// The names of members and levels are those that Lambda's filter of log levels reads.
/// Source: AWS, "Using Lambda advanced logging controls with custom runtimes".
public struct JSONLogHandler: LogHandler {
    /// Metadata of every line.
    public var metadata: Logger.Metadata = [:]
    /// The lowest level that is written.
    public var logLevel: Logger.Level = .info
    /// What adds further metadata.
    public var metadataProvider: Logger.MetadataProvider?
    private let write: @Sendable (String) -> Void

    /// Creates a handler.
    ///
    /// - Parameter write: What takes a line without its line break.
    public init(_ write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    /// The metadata of a name.
    public subscript(metadataKey name: String) -> Logger.Metadata.Value? {
        get { metadata[name] }
        set { metadata[name] = newValue }
    }

    /// Writes a line.
    public func log(event: LogEvent) {
        var line: JSONObject = [
            "timestamp": .string(Self.timestamp()),
            "level": .string(Self.name(of: event.level)),
            "message": .string(event.message.description),
        ]
        if let invocation = Invocation.current {
            line["requestId"] = .string(invocation.requestID)
            line["traceId"] = invocation.traceID.map { .string($0) }
        }
        let own = event.metadata ?? [:]
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(own) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) where line[name] == nil {
            line[name] = Self.json(value)
        }
        write(JSONValue.object(line).compactText)
    }

    private static func timestamp() -> String {
        Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func name(of level: Logger.Level) -> String {
        switch level {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info, .notice: "INFO"
        case .warning: "WARN"
        case .error: "ERROR"
        case .critical: "FATAL"
        }
    }

    /// Returns a value; numbers as numbers, so that log queries can compare them.
    private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value):
            switch value {
            case let number as Int: .number(JSONNumber(number))
            case let number as Double: JSONNumber("\(number)").map { .number($0) } ?? .string("\(number)")
            case let isTrue as Bool: .bool(isTrue)
            default: .string(value.description)
            }
        case .array(let values): .array(values.map(json))
        case .dictionary(let members):
            .object(
                JSONObject(
                    members.sorted { $0.key < $1.key }.map { JSONMember(name: $0.key, value: json($0.value)) }
                )
            )
        }
    }
}
