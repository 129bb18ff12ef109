public import JSON

/// A location in a contract folder: a file and a JSON Pointer in it.
///
/// Line and column are computed on demand: see ``SourceFiles/diagnostic(_:at:_:remedy:)``.
public struct SourceLocation: Sendable, Hashable {
    /// The file's path, relative to the contract folder, with `/` between folders: `actions/orders/place.json`.
    public var file: String
    /// The place in the file.
    public var pointer: JSONPointer

    /// Creates a location.
    public init(file: String, pointer: JSONPointer = JSONPointer()) {
        self.file = file
        self.pointer = pointer
    }

    /// Returns the location of a member or element of the value here.
    public func appending(_ token: String) -> SourceLocation {
        SourceLocation(file: file, pointer: pointer.appending(token))
    }

    /// Returns the location of an element of the array here.
    public func appending(_ index: Int) -> SourceLocation {
        SourceLocation(file: file, pointer: pointer.appending(index))
    }
}
