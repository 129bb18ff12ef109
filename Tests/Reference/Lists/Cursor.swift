import JSON
import Tables

/// A position in a list: a sort key, and which of the records with that sort key have been returned.
///
/// Clients see an opaque text: base64url of JSON.
struct Cursor {
    /// The sort key of the last record returned; no remaining record is newer.
    var last: KeyValue
    /// The page keys of partitions that have further records with this very sort key; others continue below it.
    ///
    /// The position does not depend on what each partition returned before: a record that moves to another partition
    /// between two pages, such as a lead that is decided, is returned exactly once.
    var positions: [String: PageKey]

    init(last: KeyValue, positions: [String: PageKey]) {
        self.last = last
        self.positions = positions
    }

    /// Parses a cursor; returns `nil` for invalid text.
    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text), let json = try? JSONValue(parsing: bytes),
            case .number(let last)? = json["last"], case .object(let members)? = json["places"]
        else { return nil }
        self.last = .number(last)
        positions = [:]
        for member in members {
            guard case .object(let attributes)? = member.value["key"] else { return nil }
            let tie = member.value["tie"]?.intValue.flatMap { UInt64(exactly: $0) }
            positions[member.name] = PageKey(attributes, tie: tie)
        }
    }

    /// The cursor as opaque text.
    var text: String {
        var members = JSONObject()
        for (partition, key) in positions.sorted(by: { $0.key < $1.key }) {
            var member: JSONObject = ["key": .object(key.attributes)]
            if let tie = key.tie.flatMap({ Int(exactly: $0) }) { member["tie"] = .number(JSONNumber(tie)) }
            members[partition] = .object(member)
        }
        let json: JSONValue = ["last": last.json, "places": .object(members)]
        return Base64URL.encode(json.serialized())
    }
}
