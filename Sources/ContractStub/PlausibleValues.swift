import Contracts
import JSON
import JSONSchema

/// The plausible values for one place of a response, the likeliest first.
///
/// They are derived, in this order, from the argument of the same name, `format`, the `understudy`
/// annotations, the member's name, the type.
struct PlausibleValues {
    /// The properties of a place.
    struct Place {
        /// The member's name; for an element, that of the list.
        var name: String
        /// The place of the object that contains it: the values of one person or record agree.
        var object: String
        var format: String?
        var annotation: ValueAnnotation?
        /// The value from the generator.
        var value: JSONValue
        /// The request's value for a similar name.
        var argument: JSONValue?
    }

    let clock: StubClock
    let seed: UInt64
    var random: SeededRandom

    /// Returns the values for a place.
    mutating func values(for place: Place) -> [JSONValue] {
        let name = MemberName(place.name)
        var values = echoes(of: place.argument, like: place.value)
        switch place.value {
        case .string(let text):
            if let made = place.format.flatMap({ formatted($0, name, place) }) {
                values.append(.string(made))
            }
            values += texts(name, place, text).map(JSONValue.string)
        case .number:
            values += numbers(name, place)
        case .bool:
            if name.has("success", "ok") { values.append(true) }
            if name.has("error", "failed", "deleted") { values.append(false) }
        case .null, .array, .object:
            break
        }
        return values
    }

    /// Returns the request's value, converted to the type at the place: all values of a query are texts.
    private func echoes(of argument: JSONValue?, like value: JSONValue) -> [JSONValue] {
        guard let argument else { return [] }
        switch (argument, value) {
        case (.string, .string), (.number, .number), (.bool, .bool): return [argument]
        case (.string(let text), .number): return JSONNumber(text).map { [.number($0)] } ?? []
        case (.string("true"), .bool): return [true]
        case (.string("false"), .bool): return [false]
        default: return []
        }
    }

    // MARK: Texts

    private mutating func formatted(_ format: String, _ name: MemberName, _ place: Place) -> String? {
        let sense = name.time ?? .changed
        return switch format {
        case "date-time": clock.text(sense, of: place.object)
        case "date": String(clock.text(sense, of: place.object).prefix(10))
        case "time": String(clock.text(sense, of: place.object).dropFirst(11))
        case "email", "idn-email": person(place).email
        case "uuid": random.uuid()
        case "uri", "iri", "uri-reference", "iri-reference": link(name)
        case "hostname", "idn-hostname": "\(word()).example.com"
        case "ipv4": "192.0.2.\(random.number(in: 1...254))"
        case "ipv6": "2001:db8::\(String(random.number(in: 1...0xFFFF), radix: 16))"
        default: nil
        }
    }

    private mutating func texts(_ name: MemberName, _ place: Place, _ text: String) -> [String] {
        if place.annotation?.identity == .server { return [random.uuid()] }
        if place.annotation?.identity == .client {
            let role = name.words.first { $0 != "id" } ?? "user"
            return ["\(role)-\(person(place).first.lowercased())", random.uuid()]
        }
        if name.ends("id", "uuid", "guid", "ids") {
            return [random.uuid(), IdentifierText.like(text, using: &random)]
        }
        if let time = name.time { return [clock.text(time, of: place.object), short()] }
        if let text = contact(name, place) ?? label(name, place) { return [text, short(), word()] }
        if name.ends(
            "message",
            "text",
            "body",
            "comment",
            "description",
            "content",
            "note",
            "notes",
            "summary",
            "bio"
        )
            || name.ends("subject", "reason", "answer", "question", "preview")
        {
            return [one(of: Phrases.sentences), short(), word()]
        }
        return [short(), word()]
    }

    /// Returns texts about a person or a location.
    private mutating func contact(_ name: MemberName, _ place: Place) -> String? {
        let person = person(place)
        if name.has("email", "mail") { return person.email }
        if name.has("url", "uri", "link", "href", "website", "homepage", "avatar", "photo", "image", "logo") {
            return link(name)
        }
        if name.has("phone", "mobile", "tel", "telephone", "fax") {
            return "+1-555-01\(random.number(in: 10...99))"
        }
        if name.has("city", "town") { return one(of: Phrases.cities) }
        if name.has("street", "address") { return one(of: Phrases.streets) }
        if name.has("zip", "postcode", "postal") { return String(random.number(in: 10_000...99_999)) }
        if name.has("country") {
            return one(of: name.ends("code") ? Phrases.countryCodes : Phrases.countries)
        }
        if name.has(
            "company",
            "store",
            "shop",
            "vendor",
            "supplier",
            "organisation",
            "organization",
            "merchant"
        ) {
            return one(of: Phrases.companies)
        }
        if name.has("first", "given"), name.ends("name") { return person.first }
        if name.has("last", "family"), name.ends("name") || name.ends("surname") { return person.last }
        if name.ends("username", "login", "nickname") { return person.first.lowercased() }
        return nil
    }

    /// Returns short texts that name something.
    private mutating func label(_ name: MemberName, _ place: Place) -> String? {
        if name.has("currency") { return one(of: Phrases.currencies) }
        if name.has("language", "locale", "lang") { return one(of: Phrases.languages) }
        if name.has("timezone") { return "Europe/Lisbon" }
        if name.has("colour", "color") { return one(of: Phrases.colours) }
        if name.ends("slug") { return "\(word())-\(word())" }
        if name.ends("file", "filename") || (name.has("file") && name.ends("name")) { return "\(word()).pdf" }
        if name.has("product", "item", "article", "title", "sku", "goods") { return one(of: Phrases.things) }
        if name.ends("name", "author", "owner", "customer", "user", "sender", "recipient", "assignee") {
            let person = person(place)
            return "\(person.first) \(person.last)"
        }
        return nil
    }

    private mutating func link(_ name: MemberName) -> String {
        let isPicture = name.has("avatar", "photo", "image", "logo", "picture", "thumbnail")
        return isPicture ? "https://example.com/images/\(word()).png" : "https://example.com/\(word())"
    }

    // MARK: Numbers

    private mutating func numbers(_ name: MemberName, _ place: Place) -> [JSONValue] {
        if place.annotation?.isTime == true || name.time != nil {
            let time = clock.milliseconds(name.time ?? .changed, of: place.object)
            return [.number(JSONNumber(time)), .number(JSONNumber(time / 1_000))]
        }
        if name.has(
            "price",
            "amount",
            "cost",
            "commission",
            "fee",
            "balance",
            "subtotal",
            "revenue",
            "tax",
            "salary"
        )
            || (name.has("total") && !name.has("count", "pages", "items"))
        {
            let cents = random.number(in: 199...19_999)
            let decimal = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
            return [decimal, String(cents), String(cents / 100)].compactMap {
                JSONNumber($0).map(JSONValue.number)
            }
        }
        let range: ClosedRange<Int> =
            if name.ends("id") {
                1_000...9_999
            } else if name.has("rating", "stars", "quantity", "qty", "version") {
                1...5
            } else if name.has("age") {
                18...80
            } else if name.has("percent", "percentage", "rate", "discount", "share", "score") {
                5...50
            } else if name.has("page") {
                1...1
            } else {
                1...20
            }
        return [.number(JSONNumber(random.number(in: range)))]
    }

    // MARK: Parts

    /// Returns the person of an object, the same for all of its members.
    private func person(_ place: Place) -> (first: String, last: String, email: String) {
        var random = SeededRandom(seed: seed, stream: "person \(place.object)")
        let first = random.element(of: Phrases.firstNames) ?? "Ana"
        let last = random.element(of: Phrases.lastNames) ?? "Bell"
        return (first, last, "\(first).\(last)@example.com".lowercased())
    }

    private mutating func one(of texts: [String]) -> String { random.element(of: texts) ?? "" }

    private mutating func word() -> String { one(of: Phrases.words) }

    private mutating func short() -> String { "\(word()) \(word())" }
}
