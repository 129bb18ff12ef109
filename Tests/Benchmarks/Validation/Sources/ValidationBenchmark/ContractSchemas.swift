import Foundation
import JSON
import JSONSchema

/// The schemas of the shipped contract: those of its records, and of its actions' requests, responses and headers.
struct ContractSchemas {
    private var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))
    private var addresses: [String] = []

    /// Reads a contract folder.
    init(_ folder: String) throws {
        for part in ["records", "actions", "tables"] {
            for path in try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(part)").sorted()
            where path.hasSuffix(".json") {
                let file = try JSONValue(
                    parsing: [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(part)/\(path)")))
                )
                let uri = "understudy:///\(part)/\(path)"
                try registry.add(file, at: uri)
                let pointers = part == "records" ? [""] : Self.pointers(in: file)
                addresses += pointers.map { "\(uri)#\($0)" }
            }
        }
    }

    /// The number of schemas.
    var count: Int { addresses.count }

    /// Compiles each schema with all that it refers to.
    func compile() throws -> [Schema] {
        try addresses.map { try registry.compile($0) }
    }

    private static func pointers(in action: JSONValue) -> [String] {
        var pointers: [String] = []
        for place in ["query", "body"] where action["request"]?[place] != nil {
            pointers.append("/request/\(place)")
        }
        for place in action["advice"]?.arrayValue?.indices ?? 0..<0 {
            pointers.append("/advice/\(place)/schema")
        }
        for place in action["free"]?.arrayValue?.indices ?? 0..<0 { pointers.append("/free/\(place)/schema") }
        for response in action["responses"]?.objectValue ?? [:] where response.value["body"] != nil {
            pointers.append("/responses/\(response.name)/body")
        }
        return pointers
    }
}
