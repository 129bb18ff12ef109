import Contracts
import TestSupport

/// A contract with an action whose answers are of every kind.
enum SampleContract {
    /// Loads the contract.
    ///
    /// - Parameter withRules: Whether the service has a rule for every check of answers.
    /// - Returns: The contract.
    /// - Throws: When the contract has a mistake.
    static func loaded(withRules: Bool = true) throws -> Contract {
        let rules = withRules ? checks : []
        let written = rules.map {
            #"{"id": "\#($0)", "level": "must", "text": "It is so.", "check": "\#($0)"}"#
        }
        let files = [
            "service.json": """
            {
              "$schema": "meta/service.schema.json", "service": "sample", "summary": "A sample.",
              "routing": {"parameter": "action", "member": "action"},
              "limits": {"requestBytes": 6291456, "responseBytes": 6291556, "depth": 512, "ignoredDepth": 32},
              "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
              "error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}},
              "rules": [\(written.joined(separator: ","))]
            }
            """,
            "actions/do.json": action,
        ]
        return try TemporaryFiles.withFolder(of: files) { folder in
            try ContractFolder.loadToRun(folder, metaSchemas: ProjectFolder.metaSchemas)
        }
    }

    private static let checks = [
        "cors-one-origin", "no-server-error", "success-shape", "success-content-type", "failure-shape",
        "failure-content-type", "integers-exact",
    ]

    private static let action = """
        {
          "$schema": "../meta/action.schema.json", "action": "do", "method": "POST", "summary": "Does it.",
          "request": {"body": {"type": "object"}},
          "responses": {
            "200": {"body": {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
              "id": {"type": "string"}, "count": {"type": "integer"}}}},
            "201": {"body": {"type": "array", "items": {"type": "string"}}},
            "202": {"body": {"type": ["integer", "null"]}},
            "203": {},
            "204": {},
            "206": {"contentType": "text/csv", "body": {"type": "string", "pattern": ";"}},
            "207": {"contentType": "application/pdf"},
            "208": {"contentType": "application/problem+json", "body": {"required": ["id"]}},
            "303": {"body": {"type": "object", "required": ["next"]}},
            "400": {"body": {"type": "object", "required": ["error"]}},
            "404": {"rule": "do-gone", "body": {"type": "object", "required": ["gone"]}},
            "409": {}
          },
          "rules": [{"id": "do-gone", "level": "must", "text": "It says that it is gone."}],
          "examples": []
        }
        """
}
