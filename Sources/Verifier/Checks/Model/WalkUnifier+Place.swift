import JSON

extension WalkUnifier {
    /// The place of a value.
    struct Place {
        var oracle = JSONPointer()
        var endpoint = JSONPointer()
        var record: Record?

        struct Record {
            let list: JSONPointer
            let value: JSONValue
            let key: String?
            var member = JSONPointer()
        }

        func appending(_ name: String) -> Place {
            var place = Place(
                oracle: oracle.appending(name),
                endpoint: endpoint.appending(name),
                record: record
            )
            place.record?.member = (record?.member ?? JSONPointer()).appending(name)
            return place
        }

        func appending(_ index: Int, _ other: Int) -> Place {
            var place = Place(
                oracle: oracle.appending(index),
                endpoint: endpoint.appending(other),
                record: record
            )
            place.record?.member = (record?.member ?? JSONPointer()).appending(other)
            return place
        }
    }
}
