import Contracts
import TestSupport

/// Contracts of a made-up shop, which has neither the project's actions nor its tables.
enum ShopFolder {
    /// A contract of actions.
    ///
    /// - Parameters:
    ///   - actions: The texts of the actions' files, by the actions' names.
    ///   - checks: The checks that the service has a MUST for, each by its own name.
    /// - Returns: The contract, loaded from a folder that is gone by then.
    /// - Throws: When the contract has a mistake.
    static func contract(_ actions: [String: String], checks: [String]) throws -> Contract {
        let rules = checks.map { check in
            #"{"id": "\#(check)", "level": "must", "text": "It is so.", "check": "\#(check)"}"#
        }
        var files = [
            "service.json": """
            {
              "$schema": "meta/service.schema.json", "service": "shop", "summary": "A shop.",
              "routing": {"parameter": "action", "member": "action"},
              "limits": {"requestBytes": 6291456, "responseBytes": 6291556, "depth": 512, "ignoredDepth": 32},
              "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
              "error": {"$ref": "records/error.json"},
              "rules": [\(rules.joined(separator: ","))]
            }
            """,
            "records/error.json": """
            {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
            """,
        ]
        files["tables/orders.json"] = orders
        for (name, action) in actions { files["actions/\(name).json"] = action }
        return try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.loadToRun(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    private static let orders = """
        {
          "$schema": "../meta/table.schema.json", "TableName": "Orders",
          "AttributeDefinitions": [{"AttributeName": "order_id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "order_id", "KeyType": "HASH"}],
          "BillingMode": "PAY_PER_REQUEST",
          "record": {"type": "object", "required": ["order_id"], "properties": {"order_id": {"type": "string"}}}
        }
        """

    /// A write that is answered with a status, and 400 without a name.
    static func write(_ name: String, status: Int, examples: String) -> String {
        """
        {
          "$schema": "../meta/action.schema.json", "action": "\(name)", "method": "POST", "summary": "Makes something.",
          "request": {"body": {"type": "object", "required": ["name"],
            "properties": {"name": {"type": "string", "minLength": 1}}}},
          "responses": {
            "\(status)": {"body": {"type": "object", "required": ["id"], "properties": {
              "id": {"type": "string"}, "next": {"type": "string", "understudy": {"opaque": true}}
            }}},
            "400": {"body": {"$ref": "../records/error.json"}}
          },
          "rules": [], "examples": [\(examples)]
        }
        """
    }

    /// An example of ``write(_:status:examples:)`` that succeeds.
    static func made(_ status: Int) -> String {
        """
        {"name": "made", "request": {"name": "a"}, "response":
          {"status": \(status), "body": {"id": "x1", "next": "abc"}}}
        """
    }

    /// An example of ``write(_:status:examples:)`` that is refused.
    static let refused = """
        {"name": "no name", "request": {}, "response": {"status": 400, "body": {"error": "name is required"}}}
        """
}
