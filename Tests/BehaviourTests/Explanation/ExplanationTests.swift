import Behaviour
import Contracts
import TestSupport
import Testing

@Suite("The explanation of a behaviour")
struct ExplanationTests {
    @Test("says each step in a sentence, with its access path: the actions of the shipped service")
    func shipped() throws {
        let contract = try ContractFolder.load(ProjectFolder.contracts)
        let program = BehaviourProgram(contract)
        let text = contract.actions.compactMap { program.explanation(of: $0)?.description }
            .joined(separator: "\n\n")
        #expect(text + "\n" == (try GoldenFolder().text(named: "shipped.txt", insteadOf: text + "\n")))
    }

    @Test("says of a scan that it reads every record")
    func scan() throws {
        let service = try NotesService(["all": #"[{"answer": {"all": {"$list": "Accounts", "scan": true}}}]"#]
        )
        let action = try #require(service.contract.action(named: "all"))
        let text = try #require(service.program.explanation(of: action)?.description)
        #expect(text.contains("by a scan: reads every record of Accounts; half a read unit"))
        #expect(text.contains("It writes nothing"))
    }
}
