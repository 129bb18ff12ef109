/// What the records of a table's change stream hold, named as DynamoDB names it.
public enum StreamViewType: String, Sendable, Hashable, CaseIterable {
    /// The keys of the item only.
    case keysOnly = "KEYS_ONLY"
    /// The item after the change.
    case newImage = "NEW_IMAGE"
    /// The item before the change.
    case oldImage = "OLD_IMAGE"
    /// Both.
    case newAndOldImages = "NEW_AND_OLD_IMAGES"

    /// Whether records hold the item before the change.
    public var hasOldImage: Bool { self == .oldImage || self == .newAndOldImages }

    /// Whether records hold the item after the change.
    public var hasNewImage: Bool { self == .newImage || self == .newAndOldImages }
}
