import Contracts
import JSON
import Tables

/// A position in a list: the last record's sort value, and which of the records with that value have been returned.
///
/// Clients see an opaque text: base64url of JSON.
struct ListCursor {
    /// The sort value of the last record returned; every remaining record stands there or after it.
    var last: JSONValue
    /// The page keys of partitions that have further records with this very sort value; others continue after it.
    ///
    /// The position does not depend on what each partition returned before: a record that moves to another partition
    /// between two pages is returned exactly once.
    var places: [String: PageKey]
    /// The key of the last record, in a list that is sorted after it was read.
    var key: JSONObject?

    init(last: JSONValue, places: [String: PageKey] = [:], key: JSONObject? = nil) {
        self.last = last
        self.places = places
        self.key = key
    }

    /// Parses a cursor; returns `nil` for invalid text.
    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text), let json = try? JSONValue(parsing: bytes),
            let last = json["last"], case .object(let members) = json["places"] ?? [:]
        else { return nil }
        self.last = last
        key = json["key"]?.objectValue
        places = [:]
        for member in members {
            guard case .object(let attributes)? = member.value["key"] else { return nil }
            let tie = member.value["tie"]?.intValue.flatMap { UInt64(exactly: $0) }
            places[member.name] = PageKey(attributes, tie: tie)
        }
    }

    /// The cursor as opaque text.
    var text: String {
        var json: JSONObject = ["last": last]
        var members = JSONObject()
        for (partition, key) in places.sorted(by: { ExactString($0.key) < ExactString($1.key) }) {
            var member: JSONObject = ["key": .object(key.attributes)]
            if let tie = key.tie.flatMap({ Int(exactly: $0) }) { member["tie"] = .number(JSONNumber(tie)) }
            members[partition] = .object(member)
        }
        if !members.isEmpty { json["places"] = .object(members) }
        if let key { json["key"] = .object(key) }
        return Base64URL.encode(JSONValue.object(json).serialized())
    }
}
