import Foundation
import Testing

/// A fault that an implementation can be started with.
struct ServiceFault: Sendable, Hashable, CustomTestStringConvertible {
    /// The name of the service.
    let service: String
    /// The fault's name, for `--fault`.
    let name: String
    /// What kind of check is expected to find it.
    let check: String
    /// What is wrong.
    let sentence: String

    var testDescription: String { "\(service) \(name)" }

    /// The faults of all services, as `--list-faults` prints them; none where there is no Python.
    static let all: [ServiceFault] =
        Python.path == nil ? [] : ExampleService.all.flatMap { (try? faults(of: $0)) ?? [] }

    private static func faults(of service: ExampleService) throws -> [ServiceFault] {
        let process = try Python.process(service, ["--list-faults"])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3 else { return nil }
            return ServiceFault(service: service.name, name: fields[0], check: fields[1], sentence: fields[2])
        }
    }
}
