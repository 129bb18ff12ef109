import Contracts
import Foundation
import JSON

/// Converts OpenAPI documents of the versions 3.0 and 3.1 into contract folders.
///
/// The way of a document: read with all files that it refers to (``DocumentSet``); operations read
/// (``OperationReader``); resources found among them (``ResourceFinder``), and behaviours written for those
/// (``BehaviourWriter``); schemas turned into JSON Schema 2020-12 (``SchemaConverter``); files written.
///
/// ```swift
/// let conversion = try await OpenAPIConverter().convert("openapi.yaml")
/// for note in conversion.notes { print(note) }  // openapi.yaml:12:7: warning: ...
/// ```
public struct OpenAPIConverter: Sendable {
    private let read: @Sendable (String) -> [UInt8]?

    /// Creates a converter that reads files from disk.
    public init() {
        self.init { FileManager.default.contents(atPath: $0).map(Array.init) }
    }

    /// Creates a converter that reads files from elsewhere.
    ///
    /// - Parameter read: Returns a file's bytes by its path, `nil` when it cannot be read.
    public init(read: @escaping @Sendable (String) -> [UInt8]?) {
        self.read = read
    }

    /// Converts a document.
    ///
    /// - Parameters:
    ///   - path: The document's path; files that it refers to are found beside it.
    ///   - name: The service's name; made of the document's title when left out.
    /// - Returns: The files of the contract folder, and what was not carried over.
    /// - Throws: ``OpenAPIError/invalid(_:)`` with every mistake in the document.
    public func convert(_ path: String, name: String? = nil) async throws(OpenAPIError) -> Conversion {
        let documents = try DocumentSet(path, read: read)
        let isVersion30 = try Self.isVersion30(documents)
        var writer = ContractWriter(documents: documents, isVersion30: isVersion30)
        let conversion = await writer.write(name: name)
        let errors = conversion.notes.filter { $0.severity == .error }
        guard errors.isEmpty else { throw .invalid(errors) }
        return conversion
    }

    /// Whether a document is of version 3.0, and not 3.1.
    ///
    /// - Throws: ``OpenAPIError/invalid(_:)`` for every other version, and for what is no OpenAPI document.
    private static func isVersion30(_ documents: DocumentSet) throws(OpenAPIError) -> Bool {
        let document = documents.document
        let (message, remedy): (String, String)
        switch document["openapi"]?.value {
        case .string(let version)? where version.hasPrefix("3.0"): return true
        case .string(let version)? where version.hasPrefix("3.1"): return false
        case .string(let version)?:
            (message, remedy) = ("version \(version) of OpenAPI is not known here", "use 3.0 or 3.1")
        case .number(let version)?:
            (message, remedy) = (
                "'openapi' is the number \(version.text)", "write the version as a text: '3.0.3'"
            )
        default:
            if document["swagger"] != nil {
                message = "this is a document of Swagger 2.0"
                remedy = "convert it to OpenAPI 3, for example by swagger2openapi"
            } else {
                message = "this is no OpenAPI document: it has no member 'openapi'"
                remedy = "begin it with 'openapi: 3.1.0'"
            }
        }
        let place = document["openapi"]?.location ?? document["swagger"]?.location ?? document.location
        throw .invalid([documents.diagnostic(.error, at: place, message, remedy: remedy)])
    }
}
