public import JSON

/// An item of a table: attributes by name, as plain JSON.
///
/// Only key attributes have a fixed type.
public typealias Item = JSONObject
