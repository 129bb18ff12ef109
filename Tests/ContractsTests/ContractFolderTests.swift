import Contracts
import JSON
import JSONSchema
import Testing

@Suite("A contract folder")
struct ContractFolderTests {
    @Test("loads into actions, rules, scenarios and tables")
    func loads() throws {
        let contract = try SampleFolder().withFolders { contracts, _ in try ContractFolder.load(contracts) }
        #expect(contract.service.name == "notes")
        #expect(contract.service.limits.requestBytes == 1000)
        #expect(contract.actions.map(\.name) == ["notes/add", "notes/list"])
        #expect(contract.rule("list-oldest-first")?.check == .listOrder)
        #expect(contract.rule("refusals")?.status == .exact(400))
        #expect(contract.rule("refusals")?.action == nil)
        #expect(contract.rule("add-short")?.action == "notes/add")
        #expect(contract.rules(for: .successStatus).map(\.id) == ["answers"])
        #expect(contract.tables.map(\.name) == ["Notes", "Shelves"])
        let scenario = try #require(contract.scenarios.first)
        #expect(scenario.steps.map(\.times) == [1, 3, 1, 1])
        #expect(scenario.cases.map(\.name) == ["plain", "astral"])
        #expect(scenario.steps[2].expectations.first?.counts.first?.count == CountExpectation(exactly: 4))
    }

    @Test("holds requests and answers to the schemas of an action")
    func schemas() throws {
        let contract = try SampleFolder().withFolders { contracts, _ in try ContractFolder.load(contracts) }
        let action = try #require(contract.action(named: "notes/add"))
        #expect(action.request.place == .body)
        #expect(action.request.schema.isValid(["shelf_id": "s", "text": "Milk"]))
        #expect(!action.request.schema.isValid(["shelf_id": "", "text": "Milk"]))
        #expect(action.responses[400]?.schema?.isValid(["error": "no"]) == true)
        #expect(action.responses[400]?.schema?.isValid(["error": ""]) == false)
    }

    @Test("reports everything that is wrong at once, and no warnings")
    func allErrors() throws {
        var folder = try SampleFolder()
        folder.files["actions/notes/add.json"]?.replace("\"method\": \"POST\"", with: "\"method\": \"SEND\"")
        folder.files["records/note.json"]?.replace("\"string\"", with: "\"text\"")
        folder.files["records/spare.json"] = "{}"
        let error = #expect(throws: ContractError.self) {
            try folder.withFolders { contracts, _ in try ContractFolder.load(contracts) }
        }
        guard case .invalid(let diagnostics) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(diagnostics.allSatisfy { $0.severity == .error })
        #expect(Set(diagnostics.map { $0.file.split(separator: "/").last }) == ["add.json", "note.json"])
    }

    @Test("that is not there says so, and what to do")
    func missing() {
        let error = #expect(throws: ContractError.self) { try ContractFolder.load("/nowhere/at/all") }
        #expect(
            error.map(String.init(describing:))
                == "/nowhere/at/all: error: the folder cannot be read; name a contract folder that holds service.json"
        )
    }

    @Test("names the file that cannot be read, and not another folder")
    func unreadable() throws {
        var folder = try SampleFolder()
        folder.files["records/folder.json/note.txt"] = "A folder that is named like a file."
        let error = #expect(throws: ContractError.self) {
            try folder.withFolders { contracts, _ in try ContractFolder.load(contracts) }
        }
        #expect(
            error?.description.hasSuffix(
                "/records/folder.json: error: the file cannot be read; make it readable, or remove it"
            ) == true
        )
    }

    @Test(
        "is not played with what an endpoint would be blamed for",
        arguments: [
            ("actions/notes/add.json", #""text": "Milk"}"#, #""text": 7}"#),
            ("scenarios/add.json", #"{"shelf_id": "${shelf}", "text": "${text}"}"#, #"{"text": "${text}"}"#),
            ("scenarios/add.json", #""${index}""#, #""${indx}""#),
            ("scenarios/add.json", #""add-polite""#, #""ad-polite""#),
        ]
    )
    func refusesToServe(file: String, old: String, new: String) throws {
        var folder = try SampleFolder()
        folder.files[file] = try #require(folder.files[file]).replacing(old, with: new, maxReplacements: 1)
        try folder.withFolders { contracts, _ in
            _ = try ContractFolder.load(contracts)
            let error = #expect(throws: ContractError.self) { try ContractFolder.loadToRun(contracts) }
            #expect(error?.description.contains("/Contracts/\(file):") == true)
        }
    }

    @Test("is played although nothing checks a rule of it")
    func plays() throws {
        var folder = try SampleFolder()
        folder.files["service.json"]?.replace(
            #""rules": ["#,
            with: #""rules": [{"id": "alone", "level": "must", "text": "Nobody looks."},"#
        )
        try folder.withFolders { contracts, _ in
            let diagnostics = try Linter.lint(folder: contracts)
            let contract = try ContractFolder.loadToRun(contracts)
            #expect(diagnostics.map(\.severity) == [.error])
            #expect(contract.rule("alone") != nil)
        }
    }

    @Test("loads a fixture and writes it as it was")
    func fixture() throws {
        try SampleFolder().withFolders { contracts, fixtures in
            let contract = try ContractFolder.load(contracts)
            let path = try #require(try ContractFolder.fixturePaths(in: fixtures).first)
            let fixture = try ContractFolder.fixture(path, for: contract)
            #expect(fixture.name == "two")
            #expect(fixture.clock == 1_767_225_600_000)
            #expect(fixture.tables.map(\.name) == ["Shelves", "Notes"])
            #expect(fixture.tables.map(\.items.count) == [1, 2])
            #expect(fixture.json == (try JSONValue(parsing: SampleFolder.fixture)))
        }
    }

    @Test("refuses a fixture whose members are not those of a fixture")
    func badFixture() throws {
        var folder = try SampleFolder()
        folder.files["Fixtures/two.json"]?.replace("\"clock\"", with: "\"clok\"")
        try folder.withFolders { contracts, fixtures in
            let contract = try ContractFolder.load(contracts)
            let error = #expect(throws: ContractError.self) {
                try ContractFolder.fixture("\(fixtures)/two.json", for: contract)
            }
            #expect(
                error?.description.contains("unknown member 'clok' (at /clok); did you mean 'clock'?") == true
            )
        }
    }

    @Test("compiles an expected schema with the values of variables, and finds records from there")
    func templateSchema() throws {
        var folder = try SampleFolder()
        folder.files["scenarios/add.json"]?.replace(
            "\"count\": {\"/notes\": 4},",
            with: """
                "schema": {"properties": {"notes": {"items": {
                  "$ref": "../records/note.json", "properties": {"text": {"const": "${text}"}}
                }}}},
                """
        )
        let contract = try folder.withFolders { contracts, _ in try ContractFolder.load(contracts) }
        let expectation = try #require(contract.scenarios.first?.steps[2].expectations.first)
        let schema = try #require(expectation.schema)
        let compiled = try schema.schema(with: ["text": "Milk"], in: contract.registry)
        let note: JSONObject = [
            "note_id": "n", "shelf_id": "s", "text": "Milk", "created_at": 1_767_225_600_000,
        ]
        var other = note
        other["text"] = "Bread"
        var broken = note
        broken["created_at"] = nil
        #expect(compiled.isValid(["notes": [.object(note)]]))
        #expect(!compiled.isValid(["notes": [.object(other)]]))
        #expect(!compiled.isValid(["notes": [.object(broken)]]))
        #expect(throws: TemplateSchemaError.self) { try schema.schema(with: [:], in: contract.registry) }
    }
}
