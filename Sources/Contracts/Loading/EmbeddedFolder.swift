/// A folder whose files are built into the program.
public struct EmbeddedFolder: Sendable {
    /// A file: its path in the folder and its content.
    public struct File: Sendable {
        /// The path in the folder, such as `actions/orders/place.json`.
        public let path: String
        private let text: StaticString

        /// The file's bytes.
        ///
        /// - Complexity: O(*n*) in the size of the file.
        public var bytes: [UInt8] { text.withUTF8Buffer { Array($0) } }

        init(path: String, text: StaticString) {
            self.path = path
            self.text = text
        }
    }

    /// The folder's name, for messages.
    public let name: String
    /// The files, in the order of their paths.
    public let files: [File]

    /// Creates the folder `name` from the files that are built into a program.
    ///
    /// - Parameters:
    ///   - name: The folder's name; files outside of it are left out.
    ///   - files: The paths and texts of the files; paths include the folder's name.
    public init(_ name: String, of files: [(path: String, text: StaticString)]) {
        self.name = name
        let prefix = "\(name)/"
        self.files = files.filter { $0.path.hasPrefix(prefix) }
            .map { File(path: String($0.path.dropFirst(prefix.count)), text: $0.text) }
    }

    /// The meta schemas of contract folders, for a folder that has none of its own.
    public static let metaSchemas = EmbeddedFolder("meta", of: EmbeddedFiles.all)
}
