public import Contracts
import JSON

/// What an OpenAPI document became: the files of a contract folder, and what there is to say about them.
public struct Conversion: Sendable {
    /// A file of the contract folder.
    public struct File: Sendable, Hashable {
        /// The path in the folder, such as `actions/getOrder.json`.
        public var path: String
        /// The file's text.
        public var text: String

        /// Creates a file.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The service's name, as `service.json` has it.
    public var service: String
    /// The files, in the order of their paths.
    public var files: [File]
    /// The tables, each with the actions that are stateful by it.
    public var tables: [(table: String, actions: [String])]
    /// How many actions there are.
    public var actionCount: Int
    /// What was not carried over, or only in part: a line each, with its place in the document.
    public var notes: [Diagnostic]
}
