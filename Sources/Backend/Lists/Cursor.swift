import JSON
import Tables

/// Where a walk through a list stands: at which sort key, and behind which of the records that have it.
///
/// For clients it is an opaque text: base64url of JSON.
struct Cursor {
    /// The sort key of the last record given; no record that is still to come is newer.
    var last: KeyValue
    /// Where each partition goes on that has records of that very sort key behind it; others go on at the sort key.
    ///
    /// What a partition has given before does not count: a record that moves to another one meanwhile, such as a
    /// lead that is decided, so is given neither twice nor not at all.
    var places: [String: PageKey]

    init(last: KeyValue, places: [String: PageKey]) {
        self.last = last
        self.places = places
    }

    /// Reads a cursor; `nil` for a text that cannot be one.
    init?(_ text: String) {
        guard let bytes = Base64URL.decode(text), let json = try? JSONValue(parsing: bytes),
            case .number(let last)? = json["last"], case .object(let members)? = json["places"]
        else { return nil }
        self.last = .number(last)
        places = [:]
        for member in members {
            guard case .object(let attributes)? = member.value["key"] else { return nil }
            let tie = member.value["tie"]?.intValue.flatMap { UInt64(exactly: $0) }
            places[member.name] = PageKey(attributes, tie: tie)
        }
    }

    /// The cursor as clients get it.
    var text: String {
        var members = JSONObject()
        for (partition, place) in places.sorted(by: { $0.key < $1.key }) {
            var member: JSONObject = ["key": .object(place.attributes)]
            if let tie = place.tie.flatMap({ Int(exactly: $0) }) { member["tie"] = .number(JSONNumber(tie)) }
            members[partition] = .object(member)
        }
        let json: JSONValue = ["last": last.json, "places": .object(members)]
        return Base64URL.encode(json.serialized())
    }
}
