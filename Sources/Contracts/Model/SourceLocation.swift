public import JSON

/// Where something stands in a contract folder: a file and a JSON Pointer in it.
///
/// Line and column are found only when somebody asks: see ``SourceFiles/diagnostic(_:at:_:remedy:)``.
public struct SourceLocation: Sendable, Hashable {
    /// The file's path, relative to the contract folder, with `/` between folders: `actions/chat/send.json`.
    public var file: String
    /// The place in the file.
    public var pointer: JSONPointer

    /// Makes a location.
    public init(file: String, pointer: JSONPointer = JSONPointer()) {
        self.file = file
        self.pointer = pointer
    }

    /// The location of a member or element of what stands here.
    public func appending(_ token: String) -> SourceLocation {
        SourceLocation(file: file, pointer: pointer.appending(token))
    }

    /// The location of an element of the array that stands here.
    public func appending(_ index: Int) -> SourceLocation {
        SourceLocation(file: file, pointer: pointer.appending(index))
    }
}
