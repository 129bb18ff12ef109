import Foundation
import JSON
import JSONSchema
import Testing
import TestSupport

/// The public test suite of JSON Schema.
enum SuiteFiles {
    /// The suite's folder; nil when it was not found, and its tests are skipped.
    static let folder = PublicSuite.jsonSchema.folder

    /// The JSON files directly inside a folder of the suite, in order, with their names.
    static func files(in path: String) throws -> [SuiteFile] {
        guard let folder = folder?.appending(path: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
            .map { url in
                let value = try JSONValue(parsing: [UInt8](Data(contentsOf: url)))
                return SuiteFile(name: url.deletingPathExtension().lastPathComponent, value: value)
            }
    }

    /// A registry that holds the suite's remote documents at the addresses that its tests use.
    static let remotes: Result<SchemaRegistry, any Error> = Result {
        var registry = SchemaRegistry()
        guard let folder = folder?.appending(path: "remotes") else { return registry }
        let drafts = ["draft2020-12", "draft2019-09", "draft7"]
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        for path in paths
        where path.hasSuffix(".json") && drafts.contains(where: { path.hasPrefix($0 + "/") }) {
            let bytes = try [UInt8](Data(contentsOf: folder.appending(path: path)))
            try registry.add(try JSONValue(parsing: bytes), at: "http://localhost:1234/\(path)")
        }
        return registry
    }
}

/// One file of the suite.
struct SuiteFile: CustomTestStringConvertible {
    let name: String
    let value: JSONValue

    var testDescription: String { name }
}

/// One case of the suite's tests: a schema, an instance, and the verdict.
struct SuiteCase {
    /// The file, the group and the case, for whoever reads of its failure.
    let name: String
    let schema: JSONValue
    let instance: JSONValue
    let valid: Bool

    /// The cases of a file.
    static func cases(of file: SuiteFile) -> [SuiteCase] {
        (file.value.arrayValue ?? []).flatMap { group in
            (group["tests"]?.arrayValue ?? []).compactMap { test in
                guard let schema = group["schema"], let instance = test["data"],
                    let valid = test["valid"]?.boolValue
                else { return nil }
                let names = [group["description"], test["description"]].compactMap { $0?.stringValue }
                return SuiteCase(
                    name: ([file.name] + names).joined(separator: " / "),
                    schema: schema,
                    instance: instance,
                    valid: valid
                )
            }
        }
    }

    /// What goes wrong with the case, or nil: both outputs must give the verdict.
    func failure(options: SchemaOptions = SchemaOptions()) -> String? {
        do {
            let schema = try SuiteFiles.remotes.get().compile(schema, options: options)
            let flag = schema.isValid(instance)
            let output = schema.validate(instance)
            if flag == valid, output.valid == valid { return nil }
            return "flag says \(flag), basic says \(output.valid) (\(output.errors.map(\.description)))"
        } catch {
            return "\(error)"
        }
    }
}
