import Contracts
import TestSupport

/// A contract folder of a depot of parcels whose actions use every wire: paths, queries, headers, and bodies of each encoding.
enum DepotFolder {
    /// Loads the contract with where its requests name actions.
    ///
    /// - Parameter routing: The member `routing` of `service.json`; `nil` for a service whose actions all have paths.
    /// - Returns: The contract.
    /// - Throws: An error when the folder cannot be written or is not right.
    static func contract(routing: String? = nil) throws -> Contract {
        try TemporaryFiles.withFolder(of: files(routing: routing)) { folder in
            try ContractFolder.load(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    /// The files by path.
    static func files(routing: String?) -> [String: String] {
        var files = paths
        let named = routing.map { "\"routing\": \($0)," } ?? ""
        if routing != nil { files.merge(self.named) { _, other in other } }
        files["service.json"] = """
            {"$schema": "meta/service.schema.json", "service": "depot", \(named) "error": {"$ref": "records/problem.json"}}
            """
        files["records/problem.json"] = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["detail"],
              "properties": {"detail": {"type": "string"}}
            }
            """
        files["records/parcel.json"] = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["weight"],
              "properties": {
                "weight": {"$ref": "#/$defs/weight"}, "fragile": {"type": "boolean"},
                "labels": {"type": "array", "items": {"type": "string"}}
              },
              "$defs": {"weight": {"type": "number", "minimum": 0}}
            }
            """
        return files
    }

    static func action(_ name: String, _ method: String, path: String? = nil, _ request: String)
        -> String
    {
        let path = path.map { "\"path\": \"\($0)\"," } ?? ""
        return """
            {
              "$schema": "../meta/action.schema.json", "action": "\(name)", "summary": "An action.", \(path)
              "method": "\(method)", "request": {\(request)},
              "responses": {"204": {}, "400": {"body": {"$ref": "../records/problem.json"}}},
              "examples": [
                {"name": "refused", "request": {}, "response": {"status": 400, "body": {"detail": "no"}}}
              ]
            }
            """
    }

    private static let identifier = #""parcel_id": {"type": "integer", "minimum": 1, "maximum": 9999}"#

    private static let paths = [
        "actions/get_parcel.json": action(
            "get_parcel",
            "GET",
            path: "/parcels/{parcel_id}",
            """
            "path": {"type": "object", "properties": {\(identifier)}},
            "query": {
              "type": "object",
              "properties": {
                "fields": {"type": "array", "items": {"type": "string"}}, "depth": {"type": "integer"},
                "sizes": {"type": "array", "items": {"type": "number"}}, "all": {"type": "boolean"}
              }
            },
            "styles": {"sizes": "comma"}
            """
        ),
        "actions/putParcel.json": action(
            "putParcel",
            "PUT",
            path: "/parcels/{parcel_id}",
            """
            "path": {"type": "object", "properties": {\(identifier)}},
            "headers": {
              "type": "object",
              "properties": {"If-Match": {"type": "string", "pattern": "^[a-z0-9]{1,8}$"}, "X-Tries": {"type": "integer"}}
            },
            "query": {"type": "object", "properties": {"dry": {"type": "boolean"}}},
            "body": {"$ref": "../records/parcel.json"}
            """
        ),
        "actions/parcels.new.json": action(
            "parcels.new",
            "GET",
            path: "/parcels/new",
            #""query": {"type": "object", "properties": {"kind": {"type": "string"}}}"#
        ),
        "actions/sort.json": action(
            "sort",
            "POST",
            path: "/shelves/{shelf}/sorted:{order}.json",
            """
            "path": {"type": "object", "properties": {"shelf": {"type": "string", "minLength": 1}, "order": {"enum": ["up", "down"]}}},
            "body": {"type": "array", "items": {"type": "integer"}}, "bodyArgument": "numbers"
            """
        ),
        "actions/note.json": action(
            "note",
            "POST",
            path: "/notes",
            #""body": {"type": "string", "minLength": 1}, "bodyEncoding": "text", "bodyArgument": "text""#
        ),
        "actions/sign.json": action(
            "sign",
            "POST",
            path: "/signatures",
            """
            "body": {
              "type": "object", "required": ["name"],
              "properties": {
                "name": {"type": "string", "minLength": 1}, "days": {"type": "integer"},
                "tags": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
              }
            },
            "bodyEncoding": "form"
            """
        ),
        "actions/nothing.json": action("nothing", "DELETE", path: "/everything", ""),
    ]

    private static let named = [
        "actions/list_all.json": action(
            "list_all",
            "GET",
            #""query": {"type": "object", "properties": {"page": {"type": "integer"}, "word": {"type": "string"}}}"#
        ),
        "actions/Ship.json": action(
            "Ship",
            "POST",
            #""body": {"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}, "express": {"type": "boolean"}}}"#
        ),
        "actions/stamp.json": action(
            "stamp",
            "POST",
            #""body": {"type": "object", "properties": {"count": {"type": "integer"}}}, "bodyEncoding": "form""#
        ),
    ]
}
