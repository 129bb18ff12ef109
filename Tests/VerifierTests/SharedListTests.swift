import Contracts
import Foundation
import JSON
import Lambda
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("Lists that all callers share", .serialized)
struct SharedListTests {
    /// The backends that a run must not harm.
    enum Backend: CaseIterable {
        case right
        case withoutLimits
        case refusingLongNotes

        func endpoint(_ contract: Contract) -> any Endpoint {
            let reference = Reference.backend(contract)
            return switch self {
            case .right: reference
            case .withoutLimits: LimitlessEndpoint(reference)
            case .refusingLongNotes:
                ShortMemberEndpoint(endpoint: reference, member: "admin_notes", most: 350_000)
            }
        }
    }

    @Test("have a first page of less than 1 MB at every moment of a run", arguments: Backend.allCases)
    func firstPages(of backend: Backend) async throws {
        let contract = try Self.contract(takingLongNotes: backend == .refusingLongNotes)
        let recorder = PageRecorder(backend.endpoint(contract), contract)
        let (summary, results) = await verify(
            recorder,
            contract,
            VerifierOptions(isStrict: backend == .right)
        )
        #expect(recorder.largest.bytes < 1_000_000, "\(recorder.largest.query)")
        switch backend {
        case .right: #expect(summary.exitCode == 0)
        case .withoutLimits, .refusingLongNotes: #expect(summary.total.failed > 0)
        }
        // Every request is sent all the same: none of them is left out to keep a list small.
        let unsent = results.filter { result in
            guard case .skipped(let reason) = result.outcome else { return false }
            return reason.hasPrefix("not sent")
        }
        #expect(unsent.isEmpty)
        #expect(recorder.writes.contains { $0.name == "admin/approve-lead" && $0.bytes > 400_000 })
    }

    @Test("that cannot be made smaller get no large record more")
    func fullList() async throws {
        let contract = try Reference.contract()
        let reference: any Endpoint = Reference.backend(contract)
        // A page that others' records fill, whatever is done.
        let padding = String(repeating: "x", count: 800_000)
        let recorder = PageRecorder(
            ScriptedEndpoint { request throws(EndpointError) in
                var response = try await reference.send(request)
                if request.reads("admin/leads") {
                    response.body = Array("{\"others\":\"\(padding)\",".utf8) + response.body.dropFirst()
                }
                return response
            },
            contract
        )
        let (_, results) = await verify(
            recorder,
            contract,
            VerifierOptions(only: ["notes over 400,000 bytes change nothing"])
        )
        #expect(results.count == 3)
        for result in results {
            guard case .skipped(let reason) = result.outcome else {
                Issue.record("\(result)")
                continue
            }
            #expect(reason.hasPrefix("not sent: with 4001"), "\(reason)")
            #expect(reason.contains("the first page of admin/leads"))
        }
        #expect(recorder.largest.bytes < 1_000_000)
    }

    /// The project's contract, or one in which notes are as long as messages.
    private static func contract(takingLongNotes: Bool) throws -> Contract {
        guard takingLongNotes else { return try Reference.contract() }
        let folder = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(atPath: ProjectFolder.contracts, toPath: folder.path)
        let file = folder.appending(path: "records/common.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing(#""maxLength": 2500"#, with: #""maxLength": 97500"#).write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        return try ContractFolder.load(folder.path)
    }
}
