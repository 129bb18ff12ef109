import Contracts
import Foundation
import JSON
import Reports
import Verifier
import VerifierEvents

/// A folder to which failures are written as scenario files, with names that are the same in every run.
struct FailureFolder: Sendable {
    private let path: String

    /// Creates the folder if necessary.
    ///
    /// - Throws: ``CommandLineError`` when files cannot be written into it.
    init(_ path: String) throws(CommandLineError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandLineError(
                "the folder '\(path)' for --save-failures cannot be made; choose a place that is writable"
            )
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw CommandLineError("the folder '\(path)' for --save-failures is not writable; choose another")
        }
    }

    /// Writes the scenario of every failure that has one, and reports what was written.
    ///
    /// An existing file with other content is kept: the next free name is used.
    /// - Throws: ``CommandLineError`` when a file cannot be written.
    func save(_ record: RunRecord) throws(CommandLineError) {
        var (saved, others) = (0, 0)
        var used: Set<String> = []
        for result in record.results {
            guard case .failed(let failures) = result.outcome else { continue }
            for failure in failures {
                guard let scenario = failure.scenario else {
                    others += 1
                    continue
                }
                let name = Self.name(result.identity, failure)
                try write(Array(scenario.prettyText().utf8), name, &used)
                saved += 1
            }
        }
        if saved > 0 {
            Terminal.write("\(saved) \(saved == 1 ? "failure" : "failures") saved as scenarios in \(path)")
        }
        if others > 0 {
            Terminal.write(
                "\(others) \(others == 1 ? "failure is" : "failures are") not saved as scenarios: every run repeats the case, "
                    + "or only a script can express it"
            )
        }
    }

    private func write(
        _ bytes: [UInt8],
        _ name: String,
        _ used: inout Set<String>
    ) throws(CommandLineError) {
        var number = 1
        while true {
            let file = number == 1 ? "\(name).json" : "\(name)-\(number).json"
            number += 1
            guard used.insert(file).inserted else { continue }
            let place = "\(path)/\(file)"
            if let present = FileManager.default.contents(atPath: place) {
                if Array(present) == bytes { return }
                continue
            }
            guard !FileManager.default.fileExists(atPath: place) else { continue }
            do {
                try Data(bytes).write(to: URL(filePath: place), options: [.withoutOverwriting])
            } catch {
                throw CommandLineError("\(place): the scenario could not be written; check the folder")
            }
            return
        }
    }

    /// Returns a name from the case and the rule: `orders-place-for-an-unknown-customer--place-unknown-leaves-nothing`.
    static func name(_ identity: CaseIdentity, _ failure: Failure) -> String {
        let longest = 150
        let slug = plain("\(identity.suite) \(identity.kind.rawValue) \(identity.name)").prefix(longest)
        return "\(slug)--\(plain(failure.rule.id).prefix(80))"
    }

    private static func plain(_ text: String) -> String {
        text.lowercased().split { character in
            !character.isASCII || !(character.isLetter || character.isNumber)
        }.joined(separator: "-")
    }
}
