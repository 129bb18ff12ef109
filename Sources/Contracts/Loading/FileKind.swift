/// The kind of a file of a contract folder, by its path.
enum FileKind: String, CaseIterable {
    case service, action, record, table, scenario, meta

    /// Creates the kind of the file at a path; `nil` when contract folders have no files there.
    init?(path: String) {
        let parts = path.split(separator: "/")
        switch (parts.first, parts.count) {
        case ("service.json", 1): self = .service
        case ("actions", 2...): self = .action
        case ("records", 2): self = .record
        case ("tables", 2): self = .table
        case ("scenarios", 2...): self = .scenario
        case ("meta", 2): self = .meta
        default: return nil
        }
    }

    /// The path of the meta schema for files of this kind.
    var metaSchema: String { "meta/\(rawValue).schema.json" }

    /// The member that names the meta schema in a file of this kind.
    func schemaMember(path: String) -> String? {
        switch self {
        case .meta, .record:
            "https://json-schema.org/draft/2020-12/schema"
        default:
            String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") }) + metaSchema
        }
    }
}
