import Causes
import Contracts
import JSON
import Reports
import Verifier
import VerifierEvents

/// A file of known failures and accepted causes, which do not fail a run.
struct Baseline: Sendable {
    /// The failures.
    var failures: Set<KnownFailure>
    /// The identities of the causes whose failures are known, too.
    var causes: Set<String> = []

    /// Creates an empty baseline.
    static let empty = Baseline(failures: [])

    /// Reads a file.
    ///
    /// - Throws: ``CommandLineError`` with the place of the problem.
    static func load(_ path: String) throws(CommandLineError) -> Baseline {
        let bytes = try InputFile.bytes(of: path, "the baseline, which --update-baseline makes")
        let file = try PlacedJSON(bytes, path: path)
        try file.check(
            at: JSONPointer(),
            has: ["$schema", "description", "causes", "failures"],
            all: ["failures"]
        )
        guard let entries = file.value["failures"]?.arrayValue else {
            throw file.error(at: JSONPointer().appending("failures"), "must be an array of failures")
        }
        var failures: Set<KnownFailure> = []
        for index in entries.indices {
            failures.insert(try failure(at: JSONPointer().appending("failures").appending(index), in: file))
        }
        return Baseline(failures: failures, causes: try causes(in: file))
    }

    private static func causes(in file: PlacedJSON) throws(CommandLineError) -> Set<String> {
        let place = JSONPointer().appending("causes")
        guard let member = file.value["causes"] else { return [] }
        guard let entries = member.arrayValue else {
            throw file.error(at: place, "must be an array of the identities of causes")
        }
        var causes: Set<String> = []
        for index in entries.indices {
            let identity = try file.text(at: place.appending(index))
            guard let kind = identity.split(separator: ":").first.map(String.init),
                CauseKind(rawValue: kind) == nil
            else {
                causes.insert(identity)
                continue
            }
            let remedy = NearestName.remedy(
                for: kind,
                among: CauseKind.allCases.map(\.rawValue),
                what: "kind of cause"
            )
            throw file.error(at: place.appending(index), "there is no kind of cause '\(kind)'; \(remedy)")
        }
        return causes
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
        var value: JSONObject = [
            "description": "Failures that 'understudy verify --baseline' passes over; see --update-baseline."
        ]
        if !causes.isEmpty { value["causes"] = .array(causes.sorted().map(JSONValue.string)) }
        value["failures"] = .array(entries)
        return Array(JSONValue.object(value).prettyText().utf8)
    }

    /// Returns the known failures that a run did not see, though it judged their cases.
    func mended(in record: RunRecord) -> [KnownFailure] {
        let seen = Self.failures(in: record)
        let judged = Self.judged(in: record)
        return failures.filter { judged.contains($0.identity) && !seen.contains($0) }.sorted()
    }

    /// Returns the accepted causes of actions that a run judged, which explain nothing in it.
    func mendedCauses(in record: RunRecord) -> [String] {
        let suites = Set(Self.judged(in: record).map(\.suite))
        let seen = Set(record.analysis.causes.map(\.identity))
        return causes.filter { identity in
            let parts = identity.split(separator: ":", omittingEmptySubsequences: false)
            return !seen.contains(identity) && parts.count > 1 && suites.contains(String(parts[1]))
        }.sorted()
    }

    /// Returns the baseline after a run: its failures, and those of cases that it did not judge; accepted causes that are not mended, and
    /// those that block cases.
    func updated(by record: RunRecord) -> Baseline {
        let judged = Self.judged(in: record)
        let blockers = record.results.compactMap { record.analysis.blocker(of: $0.identity) }
        return Baseline(
            failures: failures.filter { !judged.contains($0.identity) }.union(Self.failures(in: record)),
            causes: causes.subtracting(mendedCauses(in: record))
                .union(blockers.map { record.analysis.causes[$0].identity })
        )
    }

    private static func failures(in record: RunRecord) -> Set<KnownFailure> {
        Set(
            record.results.flatMap { result in
                let accepted = record.acceptedFailures[result.identity] ?? []
                var failures = result.known
                if case .failed(let new) = result.outcome { failures += new }
                return failures.filter { !accepted.contains($0.rule.id) }
                    .map { KnownFailure(result.identity, rule: $0.rule.id) }
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
