import Foundation
import TestSupport

/// A small contract folder in a temporary directory, right in every point until a test edits it.
///
/// A service of shelves and the notes on them: enough to have two tables that agree, an action of each kind, a wire
/// form, examples that build on each other, and scenarios.
struct SampleFolder {
    /// The texts of the files by path; fixtures start with `Fixtures/`, the rest is the contract folder.
    var files: [String: String]

    init() throws {
        files = [
            "service.json": Self.service,
            "actions/notes/add.json": Self.add,
            "actions/notes/list.json": Self.list,
            "records/note.json": Self.note,
            "records/error.json": Self.error,
            "tables/notes.json": Self.notes,
            "tables/shelves.json": Self.shelves,
            "scenarios/add.json": Self.scenario,
            "Fixtures/two.json": Self.fixture,
        ]
        let meta = Project.root.appending(path: "Contracts/meta")
        for name in try FileManager.default.contentsOfDirectory(atPath: meta.path()) {
            files["meta/\(name)"] = try String(contentsOf: meta.appending(path: name), encoding: .utf8)
        }
    }

    /// Writes the files, calls a closure with the paths of both folders, and removes everything.
    func withFolders<Result>(_ body: (_ contracts: String, _ fixtures: String) throws -> Result) throws
        -> Result
    {
        let placed = files.map { path, text in
            (path.hasPrefix("Fixtures/") ? path : "Contracts/\(path)", text)
        }
        return try TemporaryFiles.withFolder(of: Dictionary(uniqueKeysWithValues: placed)) { root in
            try body("\(root)/Contracts", "\(root)/Fixtures")
        }
    }

    static let service = """
        {
          "$schema": "meta/service.schema.json",
          "service": "notes",
          "routing": {"parameter": "action", "member": "action"},
          "limits": {"requestBytes": 1000, "responseBytes": 1000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {"$ref": "records/error.json"},
          "rules": [
            {"id": "answers", "level": "must", "text": "A valid request is answered 200.", "check": "success-status"},
            {"id": "refusals", "level": "should", "text": "A refusal is 400.", "check": "parameter-status", "status": 400}
          ]
        }
        """

    static let add = """
        {
          "$schema": "../../meta/action.schema.json",
          "action": "notes/add",
          "summary": "Puts a note on a shelf.",
          "method": "POST",
          "request": {
            "body": {
              "type": "object",
              "required": ["shelf_id", "text"],
              "properties": {
                "shelf_id": {"$ref": "../../records/note.json#/$defs/shelf"},
                "text": {"type": "string", "minLength": 1}
              }
            }
          },
          "advice": [{"rule": "add-polite", "schema": {"properties": {"text": {"maxLength": 100}}}}],
          "forms": [
            {
              "name": "short",
              "rule": "add-short",
              "via": "body",
              "match": {"required": ["note"]},
              "rename": {"note": "text"}
            }
          ],
          "responses": {
            "200": {
              "body": {
                "type": "object",
                "required": ["note_id"],
                "properties": {"note_id": {"type": "string", "understudy": {"identity": "server"}}}
              }
            },
            "400": {"body": {"$ref": "../../records/error.json"}}
          },
          "tables": {"reads": ["Shelves"], "writes": ["Notes"]},
          "rules": [
            {"id": "add-polite", "level": "should", "text": "A note is short.", "section": "1"},
            {"id": "add-short", "level": "should", "text": "The short form works.", "section": "1"}
          ],
          "examples": [
            {
              "name": "first note",
              "request": {"shelf_id": "shelf-1", "text": "Milk"},
              "response": {"status": 200, "body": {"note_id": "n1"}}
            },
            {
              "name": "short note",
              "rule": "add-short",
              "form": "short",
              "after": ["notes/add: first note"],
              "request": {"shelf_id": "shelf-1", "text": "Bread"},
              "response": {"status": 200, "body": {"note_id": "n2"}}
            }
          ]
        }
        """

    static let list = """
        {
          "$schema": "../../meta/action.schema.json",
          "action": "notes/list",
          "summary": "Lists the notes of a shelf.",
          "method": "GET",
          "request": {
            "query": {
              "type": "object",
              "required": ["shelf_id"],
              "properties": {
                "shelf_id": {"type": "string"},
                "limit": {"type": "string", "pattern": "^[1-9][0-9]*$"}
              }
            }
          },
          "responses": {
            "200": {
              "body": {
                "type": "object",
                "required": ["notes"],
                "properties": {
                  "notes": {
                    "type": "array",
                    "items": {"$ref": "../../records/note.json"},
                    "understudy": {
                      "list": {
                        "scope": "own",
                        "key": "/note_id",
                        "by": "/created_at",
                        "direction": "ascending",
                        "rule": "list-oldest-first"
                      }
                    }
                  }
                }
              },
              "rule": "list-shape"
            }
          },
          "tables": {"reads": ["Notes"]},
          "rules": [
            {"id": "list-oldest-first", "level": "must", "text": "The oldest is first.", "check": "list-order"},
            {"id": "list-shape", "level": "must", "text": "The answer has notes."},
            {"id": "list-complete", "level": "must", "text": "All notes are there."}
          ],
          "examples": [
            {
              "name": "one note",
              "after": ["notes/add: first note"],
              "request": {"shelf_id": "shelf-1"},
              "response": {
                "status": 200,
                "body": {
                  "notes": [{"note_id": "n1", "shelf_id": "shelf-1", "text": "Milk", "created_at": 1767225600000}]
                }
              }
            }
          ]
        }
        """

    static let note = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Note",
          "type": "object",
          "required": ["note_id", "shelf_id", "text", "created_at"],
          "properties": {
            "note_id": {"type": "string", "understudy": {"identity": "server"}},
            "shelf_id": {"$ref": "#/$defs/shelf"},
            "text": {"type": "string"},
            "created_at": {"type": "integer", "minimum": 1000000000000, "understudy": {"time": true}}
          },
          "$defs": {
            "shelf": {"type": "string", "minLength": 1, "understudy": {"identity": "client"}}
          }
        }
        """

    static let error = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Error",
          "type": "object",
          "required": ["error"],
          "properties": {"error": {"type": "string", "minLength": 1}}
        }
        """

    static let notes = """
        {
          "$schema": "../meta/table.schema.json",
          "TableName": "Notes",
          "AttributeDefinitions": [
            {"AttributeName": "note_id", "AttributeType": "S"},
            {"AttributeName": "shelf_id", "AttributeType": "S"},
            {"AttributeName": "created_at", "AttributeType": "N"}
          ],
          "KeySchema": [{"AttributeName": "note_id", "KeyType": "HASH"}],
          "GlobalSecondaryIndexes": [
            {
              "IndexName": "ShelfIndex",
              "KeySchema": [
                {"AttributeName": "shelf_id", "KeyType": "HASH"},
                {"AttributeName": "created_at", "KeyType": "RANGE"}
              ],
              "Projection": {"ProjectionType": "ALL"}
            }
          ],
          "record": {"$ref": "../records/note.json"},
          "references": [
            {"attribute": "shelf_id", "table": "Shelves", "key": "shelf_id"}
          ]
        }
        """

    static let shelves = """
        {
          "$schema": "../meta/table.schema.json",
          "TableName": "Shelves",
          "AttributeDefinitions": [{"AttributeName": "shelf_id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "shelf_id", "KeyType": "HASH"}],
          "record": {
            "type": "object",
            "required": ["shelf_id"],
            "properties": {
              "shelf_id": {"type": "string"},
              "notes": {"type": "integer"},
              "last": {"type": "string"},
              "opened_at": {"type": "integer"},
              "changed_at": {"type": "integer"}
            }
          },
          "totals": [{"attribute": "notes", "counts": {"table": "Notes", "by": "shelf_id"}}],
          "newest": [
            {
              "attribute": "last",
              "prefixOf": {"table": "Notes", "attribute": "text", "by": "shelf_id", "order": "created_at"}
            }
          ],
          "order": [{"attribute": "changed_at", "notBefore": "opened_at"}]
        }
        """

    static let scenario = """
        {
          "$schema": "../meta/scenario.schema.json",
          "scenario": "notes add up",
          "kind": "scenario",
          "suite": "notes/add",
          "variables": {"shelf": "${run}-shelf"},
          "cases": [
            {"name": "plain", "text": "Milk"},
            {"name": "astral", "text": "𝒳"}
          ],
          "steps": [
            {
              "action": "notes/add",
              "with": {"shelf_id": "${shelf}", "text": "${text}"},
              "capture": {"note": "/note_id"}
            },
            {
              "action": "notes/add",
              "with": {"shelf_id": "${shelf}", "text": "${index}"},
              "times": 3
            },
            {
              "action": "notes/list",
              "with": {"shelf_id": "${shelf}"},
              "expect": [
                {
                  "rule": "list-complete",
                  "status": 200,
                  "count": {"/notes": 4},
                  "records": [{"in": "/notes", "where": {"/note_id": "${note}"}, "values": {"/text": "${text}"}}]
                }
              ]
            },
            {
              "action": "notes/add",
              "with": {"shelf_id": "${shelf}", "text": "Far too long a note"},
              "expect": [{"rule": "add-polite", "status": 400}]
            }
          ]
        }
        """

    static let fixture = """
        {
          "$schema": "../Contracts/meta/fixture.schema.json",
          "description": "One shelf with two notes.",
          "clock": 1767225600000,
          "tables": {
            "Shelves": [
              {"shelf_id": "s1", "notes": 2, "last": "Bre", "opened_at": 1000000000000, "changed_at": 1000000000001}
            ],
            "Notes": [
              {"note_id": "n1", "shelf_id": "s1", "text": "Milk", "created_at": 1767225500000},
              {"note_id": "n2", "shelf_id": "s1", "text": "Bread", "created_at": 1767225500001}
            ]
          }
        }
        """
}
