import Behaviour
import Testing

@Suite("Compiling a behaviour")
struct CompilationTests {
    @Test(
        "says what is wrong with it, at its place",
        arguments: [
            (
                #"[{"query": "Entries", "where": {"amount": 1}, "as": "x"}, {"answer": {}}]"#,
                "this would read every record of Entries: neither its key nor an index serves it (at /behaviour/0/where); "
                    + "add an index of Entries with the partition key 'amount', or accept the scan with \"scan\": true"
            ),
            (
                #"[{"answer": {"all": {"$list": "Accounts", "order": "opened_at"}}}]"#,
                "this would read every record of Accounts: neither its key nor an index serves it (at /behaviour/0/answer/all); "
                    + "add an index of Accounts whose partition key every record has, and say its value and the sort key "
                    + "'opened_at', or accept the scan with \"scan\": true"
            ),
            (
                #"[{"get": "Acounts", "key": {"id": "1"}}, {"answer": {}}]"#,
                "unknown table 'Acounts' (at /behaviour/0/get); did you mean 'Accounts'?"
            ),
            (
                #"[{"get": "Accounts", "key": {"id": "${ownr}"}}, {"answer": {}}]"#,
                "'ownr' is neither an argument nor found by a step before (at /behaviour/0/key/id); did you mean 'owner'?"
            ),
            (
                #"[{"get": "Accounts", "key": {"id": "1"}, "as": "found"}, {"answer": {"x": "${found/balanc}"}}]"#,
                "a record of Accounts has no attribute 'balanc' (at /behaviour/1/answer/x); did you mean 'balance'?"
            ),
            (
                #"[{"get": "Accounts", "key": {"id": "1"}, "as": "owner"}, {"answer": {}}]"#,
                "'owner' is an argument of the action already (at /behaviour/0/as); give the record another name"
            ),
            (
                #"[{"update": "found", "set": {"balance": 1}}, {"answer": {}}]"#,
                "no step before finds 'found' (at /behaviour/0/update); find it in a step before, with \"get\" or \"query\""
            ),
            (
                #"[{"get": "Accounts", "key": {"id": "1"}, "as": "found"}, {"update": "found", "set": {"id": "2"}}, {"answer": {}}]"#,
                "'id' is part of the key of Accounts, which cannot be changed (at /behaviour/1); delete the record and put another"
            ),
            (
                #"[{"put": "Entries", "item": {"amount": 1}}, {"answer": {}}]"#,
                "the record has no 'account', which is part of the key of Entries (at /behaviour/0/item); give it, or mark it "
                    + "in the record's schema as made by the service: \"understudy\": {\"identity\": \"server\"}"
            ),
            (
                #"[{"put": "Accounts", "item": {"owner": "x"}}]"#,
                "the behaviour ends without an answer (at /behaviour); let its last step be {\"answer\": ...}"
            ),
            (
                #"[{"answer": {}}, {"put": "Accounts", "item": {"owner": "x"}}]"#,
                "this step is never reached: the one before always answers (at /behaviour/1); move it before the answer, or remove it"
            ),
        ]
    )
    func mistakes(_ behaviour: String, _ report: String) throws {
        let service = try NotesService(["ask": behaviour])
        #expect(service.program.actions == [])
        let lines = service.problems
        #expect(lines.count == 1 && lines.first?.contains(report) == true, "\(lines)")
    }
}
