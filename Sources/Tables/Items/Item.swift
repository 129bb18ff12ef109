public import JSON

/// A record of a table: attributes by name, as plain JSON.
///
/// Only keys have a fixed type.
public typealias Item = JSONObject
