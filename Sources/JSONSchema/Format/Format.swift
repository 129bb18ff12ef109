/// The formats of JSON Schema 2020-12, validation vocabulary, section 7.3.
public enum Format: Sendable {
    /// The names of all formats, in order.
    public static let names = [
        "date", "date-time", "duration", "email", "hostname", "idn-email", "idn-hostname", "ipv4", "ipv6",
        "iri", "iri-reference", "json-pointer", "regex", "relative-json-pointer", "time", "uri",
        "uri-reference", "uri-template", "uuid",
    ]

    /// Returns the check for a format's name, or nil for a format that the specification does not define.
    static func checker(named name: String) -> (@Sendable (String) -> Bool)? {
        if let check = byteChecker(named: name) {
            return { text in
                var text = text
                return text.withUTF8(check.holds)
            }
        }
        return textChecker(named: name)
    }

    /// Returns the check for a format that is checked by its UTF-8 bytes, without making a text of them.
    static func byteChecker(named name: String) -> ByteCheck? {
        switch name {
        case "date": ByteCheck(holds: DateTimeFormat.isDate)
        case "time": ByteCheck(holds: DateTimeFormat.isTime)
        case "date-time": ByteCheck(holds: DateTimeFormat.isDateTime)
        case "uri": ByteCheck(holds: URIFormat.isURI)
        case "uri-reference": ByteCheck(holds: URIFormat.isURIReference)
        case "uuid": ByteCheck(holds: UUIDFormat.isValid)
        default: nil
        }
    }

    private static func textChecker(named name: String) -> (@Sendable (String) -> Bool)? {
        switch name {
        case "duration": DurationFormat.isValid
        case "email": EmailFormat.isEmail
        case "idn-email": EmailFormat.isInternationalEmail
        case "hostname": HostnameFormat.isHostname
        case "idn-hostname": HostnameFormat.isInternationalHostname
        case "ipv4": IPAddressFormat.isVersion4
        case "ipv6": IPAddressFormat.isVersion6
        case "iri": URIFormat.isIRI
        case "iri-reference": URIFormat.isIRIReference
        case "uri-template": URITemplateFormat.isValid
        case "json-pointer": JSONPointerFormat.isPointer
        case "relative-json-pointer": JSONPointerFormat.isRelativePointer
        case "regex": RegexFormat.isValid
        default: nil
        }
    }
}
