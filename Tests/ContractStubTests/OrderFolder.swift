import Contracts
import TestSupport

/// A contract folder of another service than the project's: orders of a shop, with routing names of its own, without
/// tables, scenarios, fixtures or meta schemas.
enum OrderFolder {
    /// The project's own contract.
    static func project() throws -> Contract {
        try ContractFolder.load(ProjectFolder.contracts)
    }

    /// The contract of the orders.
    static func contract() throws -> Contract { try loaded.get() }

    private static let loaded = Result { try load() }

    private static func load() throws -> Contract {
        try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.loadToRun(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    private static let files = [
        "service.json": """
        {
          "$schema": "meta/service.schema.json",
          "service": "orders",
          "routing": {"parameter": "op", "member": "operation"},
          "limits": {"requestBytes": 20000, "responseBytes": 100000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {"$ref": "records/problem.json"},
          "rules": [
            {"id": "served", "level": "must", "text": "A valid request is answered 200.", "check": "success-status"},
            {"id": "unknown", "level": "must", "text": "Unknown is 404.", "check": "unknown-action-status", "status": 404},
            {"id": "nothing", "level": "must", "text": "Nothing is 400.", "check": "no-action-400", "status": 400},
            {"id": "method", "level": "must", "text": "The wrong method is 405.", "check": "wrong-method-status", "status": 405},
            {"id": "allow", "level": "must", "text": "Allow is sent.", "check": "wrong-method-allow"},
            {"id": "malformed", "level": "must", "text": "No JSON is 400.", "check": "malformed-body-status", "status": 400},
            {"id": "head", "level": "must", "text": "HEAD is as GET.", "check": "head-as-get"},
            {"id": "origin", "level": "must", "text": "CORS.", "check": "cors-one-origin"},
            {"id": "preflight", "level": "must", "text": "OPTIONS.", "check": "preflight-status"},
            {"id": "parameters", "level": "must", "text": "Refused.", "check": "parameter-refused"},
            {"id": "no-5xx", "level": "must", "text": "No 5xx.", "check": "no-server-error"}
          ]
        }
        """,
        "records/problem.json": """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Problem",
          "type": "object",
          "required": ["message"],
          "properties": {"message": {"type": "string", "minLength": 1}},
          "additionalProperties": false
        }
        """,
        "records/order.json": """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Order",
          "type": "object",
          "required": ["order_id", "customer", "status", "lines", "total_price", "created_at", "updated_at"],
          "properties": {
            "order_id": {"type": "string", "minLength": 1, "understudy": {"identity": "server"}},
            "customer": {
              "type": "object",
              "required": ["name", "email"],
              "properties": {
                "name": {"type": "string"},
                "email": {"type": "string", "format": "email"},
                "avatar_url": {"type": "string", "format": "uri"}
              }
            },
            "status": {"enum": ["placed", "sent", "returned"]},
            "lines": {
              "type": "array",
              "minItems": 1,
              "items": {
                "type": "object",
                "required": ["title", "quantity", "price"],
                "properties": {
                  "title": {"type": "string", "minLength": 1, "maxLength": 40},
                  "quantity": {"type": "integer", "minimum": 1},
                  "price": {"type": "number", "minimum": 0, "multipleOf": 0.01}
                }
              }
            },
            "total_price": {"type": "number", "minimum": 0},
            "created_at": {"type": "string", "format": "date-time"},
            "updated_at": {"type": "string", "format": "date-time"},
            "expires_at": {"type": "integer", "minimum": 1000000000000, "understudy": {"time": true}}
          }
        }
        """,
        "actions/orders/list.json": """
        {
          "$schema": "../../meta/action.schema.json",
          "action": "orders/list",
          "summary": "Lists orders.",
          "method": "GET",
          "request": {
            "query": {
              "type": "object",
              "properties": {
                "status": {"enum": ["placed", "sent", "returned"]},
                "shop": {"type": "string"}
              }
            }
          },
          "responses": {
            "200": {
              "body": {
                "type": "object",
                "required": ["orders"],
                "properties": {
                  "shop": {"type": "string"},
                  "orders": {
                    "type": "array",
                    "items": {
                      "allOf": [{"$ref": "../../records/order.json"}]
                    },
                    "understudy": {
                      "list": {
                        "scope": "own",
                        "key": "/order_id",
                        "by": "/created_at",
                        "direction": "descending",
                        "rule": "newest-first"
                      }
                    }
                  },
                  "next": {"type": ["string", "null"], "understudy": {"opaque": true}}
                }
              }
            }
          },
          "rules": [{"id": "newest-first", "level": "must", "text": "The newest is first.", "check": "list-order"}],
          "examples": []
        }
        """,
        "actions/orders/place.json": """
        {
          "$schema": "../../meta/action.schema.json",
          "action": "orders/place",
          "summary": "Places an order.",
          "method": "POST",
          "request": {
            "body": {
              "type": "object",
              "required": ["article", "kind"],
              "properties": {
                "article": {"type": "string", "minLength": 1},
                "kind": {"enum": ["gift", "usual", "sample"]},
                "note": {"type": "string"}
              }
            }
          },
          "responses": {
            "200": {
              "body": {
                "type": "object",
                "required": ["order_id", "article", "wrapped"],
                "properties": {
                  "order_id": {"type": "string", "minLength": 1, "understudy": {"identity": "server"}},
                  "track": {"type": "string", "understudy": {"contains": "server"}},
                  "article": {"type": "string"},
                  "note": {"type": "string"},
                  "wrapped": {"type": "boolean"}
                }
              }
            },
            "409": {"body": {"$ref": "../../records/problem.json"}}
          },
          "rules": [],
          "examples": [
            {
              "name": "a second one of the same",
              "after": ["orders/place: a usual \\"order\\""],
              "request": {"article": "mug", "kind": "usual"},
              "response": {"status": 409, "body": {"message": "you have ordered this one"}}
            },
            {
              "name": "a usual \\"order\\"",
              "request": {"article": "mug", "kind": "usual"},
              "response": {
                "status": 200,
                "body": {
                  "order_id": "order-1001",
                  "track": "https://example.com/track/order-1001",
                  "article": "mug",
                  "wrapped": false
                }
              }
            },
            {
              "name": "a gift",
              "request": {"article": "${article}", "kind": "gift", "note": "For ${whom}"},
              "response": {
                "status": 200,
                "body": {"order_id": "order-1002", "article": "${article}", "note": "For ${whom}!", "wrapped": true}
              }
            },
            {
              "name": "nothing left",
              "request": {"article": "sold out", "kind": "usual"},
              "response": {"status": 409, "body": {"message": "the article is sold out"}}
            }
          ]
        }
        """,
        "actions/orders/remove.json": """
        {
          "$schema": "../../meta/action.schema.json",
          "action": "orders/remove",
          "summary": "Takes an order away.",
          "method": "DELETE",
          "request": {
            "query": {
              "type": "object",
              "required": ["order_id"],
              "properties": {"order_id": {"type": "string", "minLength": 1}}
            }
          },
          "responses": {
            "200": {
              "body": {
                "type": "object",
                "required": ["removed", "order_id"],
                "properties": {"removed": {"const": true}, "order_id": {"type": "string"}}
              }
            }
          },
          "rules": [],
          "examples": []
        }
        """,
    ]
}
