import JSON

/// `fixtures`: the named fixtures that can be loaded.
struct FixturesResource: ControlResource {
    static let name = "fixtures"
    static let isOfSession = false

    let fixtures: any FixtureSource

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        let list = fixtures.fixtures.map { fixture in
            ["name": .string(fixture.name), "description": .string(fixture.description)] as JSONValue
        }
        return .json(["fixtures": .array(list)])
    }
}
