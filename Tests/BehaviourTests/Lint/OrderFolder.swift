import Behaviour
import Contracts
import TestSupport

/// A contract folder of orders and their lines with one action, whose behaviour a test writes.
struct OrderFolder {
    /// The action's method.
    var method = "POST"
    /// The steps, as JSON.
    var behaviour: String
    /// The tables that the action says it uses, as JSON.
    var tables = #"{"writes": ["Orders", "Lines"]}"#
    /// Further responses, as JSON members.
    var responses = ""

    /// Returns all that lint has to say, a line each, with paths that start in the folder.
    func report() throws -> [String] {
        let files = [
            "service.json": Self.service, "actions/pay.json": action, "records/order.json": Self.order,
            "records/line.json": Self.line, "records/error.json": Self.error,
            "tables/orders.json": Self.orders,
            "tables/lines.json": Self.lines,
        ]
        return try TemporaryFiles.withFolder(of: files) { folder in
            let diagnostics = try BehaviourLinter.lint(folder: folder).diagnostics
            return diagnostics.map { $0.description.replacing("\(folder)/", with: "") }
        }
    }

    private var action: String {
        """
        {
          "$schema": "../meta/action.schema.json",
          "action": "pay",
          "summary": "Pays an order.",
          "method": "\(method)",
          "request": {
            "\(method == "GET" ? "query" : "body")": {
              "type": "object",
              "required": ["order_id", "customer_id", "amount"],
              "properties": {
                "order_id": {"type": "string"},
                "customer_id": {"type": "string"},
                "amount": {"type": "number"},
                "note": {"type": "string"}
              }
            }
          },
          "responses": {
            "200": {
              "body": {
                "type": "object",
                "required": ["order_id", "status"],
                "properties": {
                  "order_id": {"type": "string"},
                  "status": {"enum": ["open", "paid"]},
                  "total": {"type": "number"},
                  "lines": {"type": "array", "items": {"$ref": "../records/line.json"}}
                },
                "additionalProperties": false
              },
              "rule": "pay-answers"
            },
            \(responses)
            "404": {"body": {"$ref": "../records/error.json"}},
            "409": {"body": {"$ref": "../records/error.json"}}
          },
          "tables": \(tables),
          "rules": [{"id": "pay-answers", "level": "must", "text": "It answers the order."}],
          "examples": [
            {
              "name": "unknown order",
              "request": {"order_id": "none", "customer_id": "ana", "amount": 1},
              "response": {"status": 404, "body": {"error": "there is no such order"}}
            },
            {
              "name": "paid order",
              "request": {"order_id": "paid", "customer_id": "ana", "amount": 1},
              "response": {"status": 409, "body": {"error": "the order is paid"}}
            }
          ],
          "behaviour": \(behaviour)
        }
        """
    }

    private static let service = """
        {
          "$schema": "meta/service.schema.json",
          "service": "orders",
          "routing": {"parameter": "action", "member": "action"},
          "limits": {"requestBytes": 1000, "responseBytes": 1000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {"$ref": "records/error.json"},
          "rules": [{"id": "answers", "level": "must", "text": "It answers 2xx.", "check": "success-status"}]
        }
        """

    private static let order = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["order_id", "customer_id", "status", "total", "created_at"],
          "properties": {
            "order_id": {"type": "string", "understudy": {"identity": "server"}},
            "customer_id": {"type": "string"},
            "status": {"enum": ["open", "paid"]},
            "total": {"type": "number"},
            "created_at": {"type": "integer", "understudy": {"time": true}},
            "sent_at": {"type": "integer", "understudy": {"time": true}},
            "note": {"type": "string"}
          }
        }
        """

    private static let line = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["order_id", "line", "price"],
          "properties": {
            "order_id": {"type": "string"},
            "line": {"type": "string"},
            "price": {"type": "number"},
            "text": {"type": "string"}
          },
          "additionalProperties": false
        }
        """

    private static let error = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["error"],
          "properties": {"error": {"type": "string", "minLength": 1}}
        }
        """

    private static let orders = """
        {
          "$schema": "../meta/table.schema.json",
          "TableName": "Orders",
          "AttributeDefinitions": [
            {"AttributeName": "order_id", "AttributeType": "S"},
            {"AttributeName": "customer_id", "AttributeType": "S"},
            {"AttributeName": "created_at", "AttributeType": "N"},
            {"AttributeName": "status", "AttributeType": "S"},
            {"AttributeName": "sent_at", "AttributeType": "N"}
          ],
          "KeySchema": [{"AttributeName": "order_id", "KeyType": "HASH"}],
          "GlobalSecondaryIndexes": [
            {
              "IndexName": "CustomerIndex",
              "KeySchema": [
                {"AttributeName": "customer_id", "KeyType": "HASH"}, {"AttributeName": "created_at", "KeyType": "RANGE"}
              ],
              "Projection": {"ProjectionType": "ALL"}
            },
            {
              "IndexName": "SentIndex",
              "KeySchema": [
                {"AttributeName": "status", "KeyType": "HASH"}, {"AttributeName": "sent_at", "KeyType": "RANGE"}
              ],
              "Projection": {"ProjectionType": "ALL"}
            }
          ],
          "record": {"$ref": "../records/order.json"}
        }
        """

    private static let lines = """
        {
          "$schema": "../meta/table.schema.json",
          "TableName": "Lines",
          "AttributeDefinitions": [
            {"AttributeName": "order_id", "AttributeType": "S"}, {"AttributeName": "line", "AttributeType": "S"}
          ],
          "KeySchema": [
            {"AttributeName": "order_id", "KeyType": "HASH"}, {"AttributeName": "line", "KeyType": "RANGE"}
          ],
          "record": {"$ref": "../records/line.json"},
          "references": [{"attribute": "order_id", "table": "Orders", "key": "order_id"}]
        }
        """
}
