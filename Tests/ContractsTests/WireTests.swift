import Contracts
import JSON
import JSONSchema
import Lambda
import TestSupport
import Testing

@Suite("Wire")
struct WireTests {
    static let routings: [String?] = [
        nil,
        #"{"parameter": "op", "member": "operation"}"#,
        #"{"header": {"name": "X-Target", "prefix": "Depot_1."}}"#,
        #"{"parameter": "op", "send": {"read": "parameter", "write": "parameter"}}"#,
        #"{"header": {"name": "X-Target"}, "parameter": "op", "member": "operation", "send": {"write": "member"}}"#,
    ]

    @Test("reads back every request that it writes, wherever the arguments are", arguments: routings)
    func inverse(routing: String?) throws {
        let contract = try DepotFolder.contract(routing: routing)
        let encoder = RequestEncoder(contract.service.routing)
        let reader = Routing(contract)
        var count = 0
        var bodies = 0
        for action in contract.actions {
            let generator = InstanceGenerator(action.request.schema, in: contract.registry)
            for number in 0..<100 {
                var random = SeededRandom(seed: 11, stream: "\(action.name) \(number)")
                guard let arguments = generator.valid(using: &random)?.objectValue,
                    action.request.obstacle(to: arguments) == nil
                else { continue }
                count += 1
                let request = encoder.request(for: action, arguments)
                let routed = reader.route(request)
                let route = try #require(routed.route, "\(action.name) \(request.path)?\(request.rawQuery)")
                #expect(route.action.name == action.name)
                #expect(routed.hasMethodOfAction)
                let seen = JSONValue.object(try #require(route.arguments))
                let member = contract.service.routing.member
                var body = (try? JSONValue(parsing: request.body))?.objectValue
                if let member, action.path == nil { body?[member] = nil }
                #expect(!route.isBody || seen == body.map { .object($0) }, "\(request.path)")
                bodies += route.isBody ? 1 : 0
                #expect(
                    seen == .object(action.request.received(arguments)),
                    "\(request.path)?\(request.rawQuery)"
                )
            }
        }
        #expect(count > 500)
        // By path only, each request has arguments besides those in its body.
        #expect(bodies > 20 || routing == nil)
    }

    /// A request and what it is.
    struct Case: Sendable, CustomTestStringConvertible {
        var method = "GET"
        var target: String
        var headers: HeaderFields = HeaderFields()
        var body = ""
        var outcome: String
        var testDescription: String { "\(method) \(target)" }
    }

    @Test(
        "finds actions by path and method",
        arguments: [
            Case(target: "/parcels/7", outcome: #"get_parcel {"parcel_id":7}"#),
            Case(method: "HEAD", target: "/parcels/7", outcome: #"get_parcel {"parcel_id":7}"#),
            Case(target: "/parcels/%37", outcome: #"get_parcel {"parcel_id":7}"#),
            Case(target: "/parcels/seven", outcome: #"get_parcel {"parcel_id":"seven"}"#),
            Case(target: "/parcels/a%2Fb+c", outcome: #"get_parcel {"parcel_id":"a/b+c"}"#),
            Case(target: "/parcels/new", outcome: "parcels.new {}"),
            Case(
                method: "PUT",
                target: "/parcels/new",
                body: "{}",
                outcome: #"putParcel {"parcel_id":"new"}"#
            ),
            Case(method: "PATCH", target: "/parcels/7", outcome: "not PATCH but GET, HEAD, PUT"),
            Case(method: "DELETE", target: "/parcels/new", outcome: "not DELETE but GET, HEAD, PUT"),
            Case(target: "/parcels", outcome: "no path /parcels"),
            Case(target: "/parcels/", outcome: "no path /parcels/"),
            Case(target: "/parcels/7/", outcome: "no path /parcels/7/"),
            Case(target: "/", outcome: "no path /"),
            Case(target: "/parcels/..", outcome: "no path /parcels/.."),
            Case(target: "/x/../parcels/7", outcome: "no path /x/../parcels/7"),
            Case(target: "/parcels/%2E%2E", outcome: #"get_parcel {"parcel_id":".."}"#),
            Case(
                target: "/parcels/7?fields=a&fields=b,c&sizes=1,2.5&all=true&unknown=1",
                outcome:
                    #"get_parcel {"all":true,"fields":["a","b,c"],"parcel_id":7,"sizes":[1,2.5],"unknown":"1"}"#
            ),
            Case(
                method: "PUT",
                target: "/parcels/7?dry=true&weight=9",
                headers: ["if-match": "abc", "X-TRIES": "3", "Other": "x"],
                body: #"{"weight":1,"parcel_id":8}"#,
                outcome: #"putParcel {"If-Match":"abc","X-Tries":3,"dry":true,"parcel_id":7,"weight":1}"#
            ),
            Case(method: "PUT", target: "/parcels/7", body: "[]", outcome: "putParcel -"),
            Case(method: "PUT", target: "/parcels/7", outcome: "putParcel -"),
            Case(
                method: "POST",
                target: "/shelves/a%20b/sorted:up.json",
                body: "[3,1]",
                outcome: #"sort {"numbers":[3,1],"order":"up","shelf":"a b"}"#
            ),
            Case(
                method: "POST",
                target: "/shelves/a/sorted:.json",
                body: "[]",
                outcome: "no path /shelves/a/sorted:.json"
            ),
            Case(method: "POST", target: "/notes", body: "a & b", outcome: #"note {"text":"a & b"}"#),
            Case(
                method: "POST",
                target: "/signatures",
                body: "name=A+B&days=3&tags=x&tags=y",
                outcome: #"sign {"days":3,"name":"A B","tags":["x","y"]}"#
            ),
        ]
    )
    func paths(_ request: Case) throws {
        #expect(try outcome(of: request, DepotFolder.contract()) == request.outcome)
    }

    @Test(
        "takes the header before the query, that before the path, and that before the body",
        arguments: [
            Case(
                target: "/parcels/7?op=list_all",
                headers: ["x-target": "Depot_1.Ship"],
                body: #"{"operation":"stamp","to":"A"}"#,
                outcome: "not GET but POST"
            ),
            Case(
                method: "POST",
                target: "/?op=list_all",
                headers: ["X-Target": "Depot_1.Ship"],
                body: #"{"to":"A"}"#,
                outcome: #"Ship {"to":"A"}"#
            ),
            Case(target: "/parcels/7?op=list_all&page=2", outcome: #"list_all {"page":2}"#),
            Case(
                method: "PUT",
                target: "/parcels/7?op=",
                body: #"{"operation":"Ship","weight":1}"#,
                outcome: #"putParcel {"operation":"Ship","parcel_id":7,"weight":1}"#
            ),
            Case(
                method: "POST",
                target: "/",
                body: #"{"operation":"Ship","to":"A"}"#,
                outcome: #"Ship {"to":"A"}"#
            ),
            Case(
                method: "POST",
                target: "/",
                body: "operation=stamp&count=2",
                outcome: #"stamp {"count":2}"#
            ),
            Case(method: "POST", target: "/", headers: ["X-Target": "Depot_1.Nope"], outcome: "unknown Nope"),
            Case(method: "POST", target: "/", headers: ["X-Target": "Ship"], outcome: #"Ship -"#),
            Case(method: "POST", target: "/", outcome: "no action"),
            Case(method: "POST", target: "/nowhere", outcome: "no path /nowhere"),
        ]
    )
    func precedence(_ request: Case) throws {
        let contract = try DepotFolder.contract(
            routing:
                #"{"header": {"name": "X-Target", "prefix": "Depot_1."}, "parameter": "op", "member": "operation"}"#
        )
        #expect(try outcome(of: request, contract) == request.outcome)
    }

    @Test("joins the arguments of all places into one schema")
    func merged() throws {
        let action = try #require(try DepotFolder.contract().action(named: "putParcel"))
        let schema = action.request.schema
        #expect(schema.isValid(["parcel_id": 1, "weight": 2, "If-Match": "a", "dry": false]))
        #expect(!schema.isValid(["weight": 2]))
        #expect(!schema.isValid(["parcel_id": 1]))
        #expect(!schema.isValid(["parcel_id": 0, "weight": 2]))
        #expect(!schema.isValid(["parcel_id": 1, "weight": -1]))
        #expect(!schema.isValid(["parcel_id": 1, "weight": 2, "dry": "yes"]))
        #expect(action.request.place(of: "weight") == .body)
        #expect(action.request.place(of: "X-Tries") == .headers)
        #expect(action.request.place(of: "parcel_id") == .path)
        #expect(action.request.place(of: "other") == .body)
    }

    /// The members of a request's parts, and arguments by whether they have as many members of each part as it wants.
    private static let minimums: [(request: String, valid: [JSONValue], invalid: [JSONValue])] = [
        (
            // The shelf of the path is in every request, the word of the query is not.
            #""query": {"type": "object", "properties": {"word": {}}}, "body": {"minProperties": 1, "properties": {"a": {}}}"#,
            [["shelf": "x", "a": 1], ["shelf": "x", "other": 1], ["shelf": "x", "word": 1, "a": 1]],
            [["shelf": "x"], ["shelf": "x", "word": 1]]
        ),
        (
            #"""
            "query": {"type": "object", "properties": {"word": {}}, "required": ["word"]},
            "body": {"minProperties": 2, "properties": {"a": {}, "b": {}}, "additionalProperties": false}
            """#,
            [["shelf": "x", "word": 1, "a": 1, "b": 1]],
            [["shelf": "x", "word": 1, "a": 1], ["shelf": "x", "word": 1, "a": 1, "c": 1]]
        ),
        (
            #"""
            "query": {"type": "object", "properties": {"word": {}}},
            "body": {"minProperties": 1, "properties": {"a": {}, "b": {}}, "additionalProperties": false}
            """#,
            [["shelf": "x", "a": 1], ["shelf": "x", "word": 1, "b": 1]],
            [["shelf": "x"], ["shelf": "x", "word": 1], ["shelf": "x", "word": 1, "a": 1, "c": 1]]
        ),
        (
            #""query": {"minProperties": 1, "properties": {"w": {}, "v": {}}}, "body": {"properties": {"a": {}}}"#,
            [["shelf": "x", "w": 1], ["shelf": "x", "v": 1, "a": 1]],
            [["shelf": "x"], ["shelf": "x", "a": 1, "b": 2]]
        ),
        (
            // The body is one argument, which every request has.
            #""query": {"minProperties": 1, "properties": {"w": {}}}, "body": {"type": "array"}, "bodyArgument": "list""#,
            [["shelf": "x", "list": [], "w": 1]],
            [["shelf": "x", "list": []], ["shelf": "x", "w": 1]]
        ),
        (
            #""body": {"minProperties": 1, "properties": {"a": {}}}"#,
            [["shelf": "x", "a": 1]], [["shelf": "x"]]
        ),
    ]

    @Test("counts the arguments of a part without those of the others", arguments: minimums.indices)
    func minimumCount(_ index: Int) throws {
        let minimum = Self.minimums[index]
        var files = DepotFolder.files(routing: nil)
        files["actions/file.json"] = DepotFolder.action(
            "file",
            "POST",
            path: "/shelves/{shelf}/files",
            minimum.request
        )
        let contract = try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.load(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
        let request = try #require(contract.action(named: "file")).request
        for arguments in minimum.valid {
            #expect(request.schema.isValid(arguments), "\(arguments.compactText)")
        }
        for arguments in minimum.invalid {
            #expect(!request.schema.isValid(arguments), "\(arguments.compactText)")
        }
        // The generator finds its way through the joined schema.
        var random = SeededRandom(seed: 5, stream: "minimum")
        let made = InstanceGenerator(request.schema, in: contract.registry).valid(using: &random)
        #expect(made.map(request.schema.isValid) == true)
    }

    @Test("takes every other parameter than the API key for an argument, by the bytes of its name")
    func keyParameter() throws {
        let contract = try DepotFolder.contract().with { $0.apiKeys = APIKeys(place: .query("cl\u{E9}")) }
        let query = "kind=a&cl%C3%A9=secret&cle%CC%81=b"
        let route = Routing(contract).route(
            LambdaRequest(method: "GET", path: "/parcels/new", rawQuery: query)
        )
        .route
        #expect(route?.arguments.map(JSONValue.object) == ["kind": "a", "cle\u{301}": "b"])
    }

    private func outcome(of request: Case, _ contract: Contract) throws -> String {
        let parts = request.target.split(separator: "?", maxSplits: 1).map(String.init)
        let routed = Routing(contract).route(
            LambdaRequest(
                method: request.method,
                path: parts[0],
                rawQuery: parts.count > 1 ? parts[1] : "",
                headers: request.headers,
                body: Array(request.body.utf8)
            )
        )
        switch routed.outcome {
        case .noAction: return "no action"
        case .unknownAction(let name): return "unknown \(name)"
        case .unknownPath(let path): return "no path \(path)"
        case .action(let route):
            guard routed.hasMethodOfAction else { return "not \(request.method) but \(route.allow)" }
            let members = route.arguments?.members.sorted { $0.name < $1.name }
            return "\(route.action.name) "
                + (members.map { JSONValue.object(JSONObject($0)).compactText } ?? "-")
        }
    }
}
