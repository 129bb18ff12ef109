import Contracts
import JSON
import Reports
import Verifier
import VerifierEvents

/// A file of known failures, which do not fail a run.
struct Baseline: Sendable {
    /// The failures.
    var failures: Set<KnownFailure>

    /// Creates an empty baseline.
    static let empty = Baseline(failures: [])

    /// Reads a file.
    ///
    /// - Throws: ``CommandLineError`` with the place of the problem.
    static func load(_ path: String) throws(CommandLineError) -> Baseline {
        let bytes = try InputFile.bytes(of: path, "the baseline, which --update-baseline makes")
        let file = try PlacedJSON(bytes, path: path)
        try file.check(at: JSONPointer(), has: ["$schema", "description", "failures"], all: ["failures"])
        guard let entries = file.value["failures"]?.arrayValue else {
            throw file.error(at: JSONPointer().appending("failures"), "must be an array of failures")
        }
        var failures: Set<KnownFailure> = []
        for index in entries.indices {
            failures.insert(try failure(at: JSONPointer().appending("failures").appending(index), in: file))
        }
        return Baseline(failures: failures)
    }

    private static func failure(
        at place: JSONPointer,
        in file: PlacedJSON
    ) throws(CommandLineError) -> KnownFailure {
        let names = ["suite", "kind", "name", "rule"]
        try file.check(at: place, has: names, all: names)
        var texts: [String: String] = [:]
        for name in names { texts[name] = try file.text(at: place.appending(name)) }
        guard let kind = CheckKind(rawValue: texts["kind"] ?? "") else {
            let remedy = NearestName.remedy(
                for: texts["kind"] ?? "",
                among: CheckKind.allCases.map(\.rawValue),
                what: "kind"
            )
            throw file.error(
                at: place.appending("kind"),
                "there is no kind '\(texts["kind"] ?? "")'; \(remedy)"
            )
        }
        return KnownFailure(
            suite: texts["suite"] ?? "",
            kind: kind,
            name: texts["name"] ?? "",
            rule: texts["rule"] ?? ""
        )
    }

    /// The file's bytes: sorted, so that two versions can be compared.
    var bytes: [UInt8] {
        let entries = failures.sorted().map { failure -> JSONValue in
            [
                "suite": .string(failure.suite), "kind": .string(failure.kind.rawValue),
                "name": .string(failure.name), "rule": .string(failure.rule),
            ]
        }
        let value: JSONValue = [
            "description": "Failures that 'understudy verify --baseline' passes over; see --update-baseline.",
            "failures": .array(entries),
        ]
        return Array(value.prettyText().utf8)
    }

    /// Returns the known failures that a run did not see, though it judged their cases.
    func mended(in record: RunRecord) -> [KnownFailure] {
        let seen = Self.failures(in: record)
        let judged = Self.judged(in: record)
        return failures.filter { judged.contains($0.identity) && !seen.contains($0) }.sorted()
    }

    /// Returns the baseline after a run: its failures, and those of cases that it did not judge.
    func updated(by record: RunRecord) -> Baseline {
        let judged = Self.judged(in: record)
        return Baseline(
            failures: failures.filter { !judged.contains($0.identity) }.union(Self.failures(in: record))
        )
    }

    private static func failures(in record: RunRecord) -> Set<KnownFailure> {
        Set(
            record.results.flatMap { result in
                var failures = result.known
                if case .failed(let new) = result.outcome { failures += new }
                return failures.map { KnownFailure(result.identity, rule: $0.rule.id) }
            }
        )
    }

    private static func judged(in record: RunRecord) -> Set<CaseIdentity> {
        Set(
            record.results.filter { result in
                switch result.outcome {
                case .passed, .failed: true
                case .error, .skipped: false
                }
            }.map(\.identity)
        )
    }
}
